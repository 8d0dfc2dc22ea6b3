import logging

from django.conf import settings
from procrastinate.contrib.django import app

from medimail.directory.actions import import_files
from medimail.lib.national_files.errors import FileRefused

log = logging.getLogger(__name__)


# ANS writes its files in the night; the quarter hour keeps us off the full one, when everybody asks.
@app.periodic(cron="17 6 * * *")
@app.task(name="directory.refresh", queueing_lock="directory-refresh", lock="directory-refresh")
def refresh(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """The national directory of today. What is refused is kept in its report, and tomorrow asks again."""
    if not settings.DIRECTORY_SOURCES:
        return
    try:
        reports = import_files(settings.DIRECTORY_SOURCES)
    except FileRefused as refusal:
        log.warning("the directory is not refreshed: %s", refusal.problem)
        return
    for report in reports:
        log.info("directory: %s %s %s", report.kind or "unknown file", report.state, report.problem)
