from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from medimail.mail import arrivals, filing
from medimail.mail.errors import MailUnavailable

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=3, retry_exceptions={MailUnavailable})


@app.task(name="mail.file_sent", retry=_RETRY)
def file_sent(outbox_id: int) -> None:
    filing.file_copy(outbox_id)


@app.task(name="mail.tell")
def tell(mailbox_id: int) -> None:
    """The sweep is its second try: a retry would meet the job of the next ring, and the queue takes no twin."""
    arrivals.tell_or_wait(mailbox_id)


@app.periodic(cron="* * * * *")
@app.task(name="mail.sweep", queueing_lock="mail-sweep", lock="mail-sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """Repair what was missed: copies not filed, events lost. Old rows of the outbox go."""
    filing.sweep()
    arrivals.sweep()
