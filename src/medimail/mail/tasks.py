from contextlib import suppress
from datetime import datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from medimail.mail import arrivals, confirming, correspondents, digest, filing, growing, indexing, sending
from medimail.mail.errors import MailUnavailable

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=3, retry_exceptions={MailUnavailable})


@app.task(name="mail.file_sent", retry=_RETRY)
def file_sent(outbox_id: int) -> None:
    filing.file_copy(outbox_id)


@app.task(name="mail.confirm", retry=_RETRY)
def confirm(mailbox_id: int, person_id: int, folder: str, uid: int) -> None:
    confirming.confirm_now(mailbox_id, person_id, folder, uid)


@app.task(name="mail.leave")
def leave(outbox_id: int) -> None:
    """Its second try is the sweep, which also finds a job that was lost."""
    with suppress(MailUnavailable):
        sending.leave(outbox_id)


def plan(outbox_id: int, moment: datetime) -> None:
    leave.configure(schedule_at=moment).defer(outbox_id=outbox_id)


@app.task(name="mail.tell")
def tell(mailbox_id: int) -> None:
    """The sweep is its second try: a retry would meet the job of the next ring, and the queue takes no twin."""
    arrivals.tell_or_wait(mailbox_id)


@app.periodic(cron="* * * * *")
@app.task(name="mail.sweep", queueing_lock="mail-sweep", lock="mail-sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """Repair what was missed: copies not filed, events lost. Old rows of the outbox go."""
    sending.sweep()
    filing.sweep()
    correspondents.prune()
    arrivals.sweep()


@app.periodic(cron="* * * * *")
@app.task(name="mail.digest", queueing_lock="mail-digest", lock="mail-digest")
def tell_due(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    digest.tell_due()


@app.periodic(cron="40 2 * * *")
@app.task(name="mail.index", queueing_lock="mail-index", lock="mail-index")
def index(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    indexing.wake_all()


@app.periodic(cron="* * * * *")
@app.task(name="mail.weigh", queueing_lock="mail-weigh", lock="mail-weigh")
def weigh(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    growing.sweep()
