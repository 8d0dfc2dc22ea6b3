from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from medimail.mail.errors import MailUnavailable
from medimail.refiling import running
from medimail.refiling.models import Refiling

_RETRY = RetryStrategy(max_attempts=5, exponential_wait=5, retry_exceptions={MailUnavailable})
_SILENT = timedelta(hours=1)


@app.task(name="refiling.refile", lock="refiling", retry=_RETRY)
def refile(refiling_id: int) -> None:
    """One box at a time in the whole house. What nobody foresaw ends it at once: its person may ask again."""
    try:
        running.run(refiling_id)
    except MailUnavailable:
        raise
    except Exception:
        _failed(Refiling.objects.filter(pk=refiling_id))
        raise


@app.periodic(cron="*/10 * * * *")
@app.task(name="refiling.tidy", queueing_lock="refiling-tidy", lock="refiling-tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """What nobody works on any more says so. Whoever waits behind another one goes on waiting."""
    lately = timezone.now() - _SILENT
    silent = Refiling.objects.filter(changed_at__lt=lately)
    at_work = Refiling.objects.filter(changed_at__gte=lately).exclude(state=Refiling.State.WAITING).exists()
    _failed(silent.filter(state=Refiling.State.RUNNING) if at_work else silent)


def _failed(some: QuerySet[Refiling]) -> None:
    some.filter(state__in=Refiling.UNDER_WAY).update(state=Refiling.State.FAILED)
