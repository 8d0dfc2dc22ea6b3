"""One transfer at a time in the whole house: mail that arrives must never wait for gigabytes."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from medimail.mail.errors import MailUnavailable
from medimail.transfers import exporting, importing, places
from medimail.transfers.models import Transfer

_RETRY = RetryStrategy(max_attempts=5, exponential_wait=5, retry_exceptions={MailUnavailable})
_SENT_WITHIN = timedelta(days=1)
_SILENT = timedelta(hours=1)


@app.task(name="transfers.take_out", lock="transfers", retry=_RETRY)
def take_out(transfer_id: int) -> None:
    _done(exporting.run, transfer_id)


@app.task(name="transfers.take_in", lock="transfers", retry=_RETRY)
def take_in(transfer_id: int) -> None:
    _done(importing.run, transfer_id)


def _done(work: Callable[[int], None], transfer_id: int) -> None:
    """What nobody foresaw ends the transfer at once: its person may begin again."""
    try:
        work(transfer_id)
    except MailUnavailable:
        raise
    except Exception:
        running = Transfer.objects.filter(pk=transfer_id, state=Transfer.State.RUNNING)
        running.update(state=Transfer.State.FAILED, problem="silent", expires_at=timezone.now() + places.KEPT)
        raise


@app.periodic(cron="*/10 * * * *")
@app.task(name="transfers.tidy", queueing_lock="transfers-tidy", lock="transfers-tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """Files whose time is over go; what nobody works on any more says so."""
    now = timezone.now()
    for over in Transfer.objects.filter(expires_at__lt=now).exclude(state=Transfer.State.GONE):
        places.remove(over.token)
        Transfer.objects.filter(pk=over.pk).update(state=Transfer.State.GONE)
    left = Transfer.objects.filter(state=Transfer.State.SENDING, changed_at__lt=now - _SENT_WITHIN)
    for one in left:
        places.remove(one.token)
        Transfer.objects.filter(pk=one.pk).update(state=Transfer.State.GONE)
    silent = Transfer.objects.filter(state=Transfer.State.RUNNING, changed_at__lt=now - _SILENT)
    silent.update(state=Transfer.State.FAILED, problem="silent", expires_at=now + places.KEPT)
    known = set(Transfer.objects.exclude(state=Transfer.State.GONE).values_list("token", flat=True))
    for path in places.folder().iterdir():
        if path.name.split(".")[0] not in known and path.stat().st_mtime < (now - _SENT_WITHIN).timestamp():
            path.unlink(missing_ok=True)
