from datetime import timedelta

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from medimail.mail import arrivals, filing
from medimail.mail.errors import MailUnavailable
from medimail.mail.models import Outbox

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=3, retry_exceptions={MailUnavailable})
_STUCK = timedelta(minutes=1)
_KEPT = timedelta(days=30)


@app.task(name="mail.file_sent", retry=_RETRY)
def file_sent(outbox_id: int) -> None:
    filing.file_copy(outbox_id)


@app.task(name="mail.tell", retry=_RETRY)
def tell(mailbox_id: int) -> None:
    arrivals.tell(mailbox_id)


@app.periodic(cron="* * * * *")
@app.task(name="mail.sweep", queueing_lock="mail-sweep", lock="mail-sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """Repair what was missed: events lost, copies not filed. Old rows of the outbox go."""
    now = timezone.now()
    stuck = Outbox.objects.filter(state=Outbox.State.SUBMITTED, changed_at__lt=now - _STUCK)
    for outbox_id in stuck.order_by("changed_at").values_list("pk", flat=True)[: arrivals.BOXES_PER_PASS]:
        try:
            filing.file_copy(outbox_id)
        except MailUnavailable:
            break
    Outbox.objects.filter(changed_at__lt=now - _KEPT).exclude(state=Outbox.State.SUBMITTED).delete()
    arrivals.sweep()
