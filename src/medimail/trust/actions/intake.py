"""A list is taken in: the whole of it, or nothing, and the last good one stays in use."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from medimail.audit.actions import trace
from medimail.lib.allow_list.reading import AllowList, read
from medimail.lib.allow_list.trust import Trust
from medimail.lib.national_files.errors import FileRefused
from medimail.trust.actions.replacing import Difference, difference, replace
from medimail.trust.models import AllowListImport
from medimail.trust.queries import last_good

_State = AllowListImport.State
_LOCK = 0x4D4D414C  # of the whole list, among PostgreSQL's advisory locks
_AHEAD = timedelta(days=1)  # clocks differ; but every later list would be older than one of next year
_OF_THE_CHANGE = {"id", "first_at", "added", "removed"}
_SEEN_AGAIN = [field.name for field in AllowListImport._meta.concrete_fields if field.name not in _OF_THE_CHANGE]
_LONGEST_SOURCE, _LONGEST_DETAIL = 500, 200


def take_in(
    content: bytes,
    *,
    source: str,
    trust: Trust,
    accept_shrink: bool = False,
    dry_run: bool = False,
    tag: str = "",
    modified: str = "",
) -> AllowListImport:
    """What became of it. A refusal is kept too, but for a dry run, which leaves nothing behind.

    Two at once wait for each other. 9,000 entries take about a second.
    """
    now = timezone.now()
    report = AllowListImport(source=source[:_LONGEST_SOURCE], first_at=now, last_at=now, tag=tag, modified=modified)
    try:
        found = read(content, trust=trust, now=now)
        _describe(report, found)
        with transaction.atomic():
            alone()
            taken = _taken(report, found, accept_shrink)
            transaction.set_rollback(dry_run)
        return taken
    except FileRefused as refusal:
        return refused(report, refusal, dry_run=dry_run)


def refused(report: AllowListImport, refusal: FileRefused, *, dry_run: bool = False) -> AllowListImport:
    """The same once more is counted: an outage of days is one line."""
    report.state, report.problem, report.detail = _State.REFUSED, refusal.problem, refusal.detail[:_LONGEST_DETAIL]
    if dry_run:
        return report
    with transaction.atomic():
        alone()
        before = AllowListImport.objects.order_by("-last_at", "-pk").first()
        if before and (before.state, before.problem, before.source) == (_State.REFUSED, report.problem, report.source):
            report.pk, report.first_at, report.times = before.pk, before.first_at, before.times + 1
        report.save()
        if report.times == 1:
            trace(None, "allow_list.refused", report, problem=report.problem)
    return report


def confirm(good: AllowListImport) -> AllowListImport:
    """It is still the list of the moment."""
    good.last_at, good.times = timezone.now(), good.times + 1
    good.save(update_fields=["last_at", "times"])
    return good


def alone() -> None:
    """Until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _describe(report: AllowListImport, found: AllowList) -> None:
    report.generated_at, report.unfit = found.generated_at, found.unfit
    report.signer, report.signer_until = found.signer, found.signer_until
    report.entries, report.domains = len(found.entries), len(found.domains)
    report.operators, report.certificates = len(found.operators), len(found.certificates)


def _taken(report: AllowListImport, found: AllowList, accept_shrink: bool) -> AllowListImport:
    last, changed = last_good(), difference(found)
    _in_order(found, last, changed)
    if not accept_shrink:
        _not_shrunk(changed)
    report.state = _State.TAKEN
    report.added, report.removed = len(changed.added), len(changed.removed)
    if last and changed.nothing:  # dated anew each hour perhaps: a row for each would hide the changes
        report.pk, report.first_at, report.times = last.pk, last.first_at, last.times + 1
        report.save(update_fields=_SEEN_AGAIN)
        return report
    report.save()
    replace(changed, report, since_ever=last is None)
    trace(None, "allow_list.taken", report, added=report.added, removed=report.removed, entries=report.entries)
    return report


def _in_order(found: AllowList, last: AllowListImport | None, changed: Difference) -> None:
    if found.generated_at > timezone.now() + _AHEAD:
        raise FileRefused("ahead", f"{found.generated_at:%d/%m/%Y}")
    if last is None or last.generated_at is None:
        return
    # Two lists of one moment, and one could be played back after the other for ever.
    if found.generated_at < last.generated_at or (found.generated_at == last.generated_at and not changed.nothing):
        raise FileRefused("older", f"{last.generated_at:%d/%m/%Y %H:%M:%S} UTC")


def _not_shrunk(changed: Difference) -> None:
    for what, before, after in changed.sizes:
        if after * 100 < before * (100 - settings.ALLOW_LIST_SHRINK_PERCENT):
            raise FileRefused("shrunk", f"{before} → {after} {what}")
