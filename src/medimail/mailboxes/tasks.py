from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from medimail.lib import doveadm
from medimail.mailboxes.models import Mailbox

_RETRY = RetryStrategy(max_attempts=20, exponential_wait=2, retry_exceptions={doveadm.NotCut})


@app.task(name="mailboxes.cut", retry=_RETRY)
def cut(mailbox_id: int) -> None:
    """Hang up on everybody in this box: who still has the right signs in again by itself."""
    box = Mailbox.objects.get(pk=mailbox_id)
    doveadm.kick(settings.DOVEADM_HOST, settings.DOVEADM_PORT, settings.DOVEADM_KEY, box.address)


@app.periodic(cron="0 * * * *")
@app.task(name="mailboxes.turn_day", queueing_lock="turn-day", lock="turn-day")
def turn_day(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    from medimail.mailboxes.actions import turn_day as turn  # noqa: PLC0415 (that room calls this one)

    turn()
