import logging

from django.conf import settings
from procrastinate.contrib.django import app

from medimail.trust.actions import refresh
from medimail.trust.models import AllowListImport
from medimail.trust.queries import state

log = logging.getLogger(__name__)


# Not on the full hour, when every operator asks.
@app.periodic(cron="23 * * * *")
@app.task(name="trust.refresh", queueing_lock="trust-refresh", lock="trust-refresh")
def refresh_list(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """The list of this hour. What is refused is kept with its reason, the last good list stays in use."""
    report = refresh()
    if report and report.state == AllowListImport.State.REFUSED:
        log.warning("the allow list is not refreshed: %s %s", report.problem, report.detail)
    if state().alarm:
        log.error("no good allow list for more than %s hours", settings.ALLOW_LIST_ALARM_HOURS)
