"""The national directory is taken in: the whole of each file, or nothing of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from medimail.audit.actions import trace
from medimail.directory.importing import entries, merging, staging, switching, tables
from medimail.directory.models import Import
from medimail.directory.queries import last_good
from medimail.lib.national_files.errors import FileRefused
from medimail.lib.national_files.reading import Table
from medimail.lib.national_files.sources import Source, name_of, opened

Progress = Callable[[str, int, int], None]
"""Name of the file, bytes just read, bytes in all (0 when unknown)."""
_LOCK = 0x4D4D4449  # of the whole import, among PostgreSQL's advisory locks
_MOST_REMOVED = 0.05
_MOST_REFUSED = 0.05
_AHEAD = timedelta(days=2)  # clocks differ; but every later file would be older than one of next year
_FEW = 100  # lines: below, a share says nothing
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class _Ready:
    report: Import
    table: Table


def import_files(
    places: Sequence[str], *, accept_shrink: bool = False, progress: Progress = lambda *_: None
) -> list[Import]:
    """Take in the files at these paths, ZIPs or addresses, and answer a report for each.

    Readers see the directory of before until one transaction shows that of after. A file that is refused leaves its
    part as it was, and the others go on. Can be stopped at any moment and run again. 2.2 million lines take minutes.
    Raises `FileRefused("busy")` while another run is at work.
    """
    with _alone():
        _fail_running("interrupted")
        reports: list[Import] = []
        ready: dict[str, _Ready] = {}
        try:
            for place in places:
                _stage_all(place, progress, reports, ready)
            _switch(list(ready.values()), accept_shrink)
        except BaseException as error:
            _fail_running(type(error).__name__)
            raise
        finally:
            for kind in staging.TABLES:
                staging.discard(kind)
    return reports


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise FileRefused("busy")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _fail_running(problem: str) -> None:
    Import.objects.filter(state=Import.State.RUNNING).update(
        state=Import.State.FAILED, problem=problem, ended_at=timezone.now()
    )


def _stage_all(place: str, progress: Progress, reports: list[Import], ready: dict[str, _Ready]) -> None:
    known = len(reports)
    try:
        with opened(place, folder=settings.DOWNLOADS or None, authority=settings.DIRECTORY_AUTHORITY) as sources:
            for source in sources:
                _stage(source, progress, reports, ready)
        if len(reports) == known:
            raise FileRefused("unknown", "it holds none of the files")
    except FileRefused as refusal:
        reports.append(_refused(Import(file_name=name_of(place)[:_LONGEST_NAME]), refusal))


def _stage(source: Source, progress: Progress, reports: list[Import], ready: dict[str, _Ready]) -> None:
    report = Import(file_name=source.name[:_LONGEST_NAME], dated=source.dated)
    try:
        table = Table(_Watched(source, progress))
        report.kind = table.layout.kind
        report.save()
        _read(source.dated, report, table, ready)
    except FileRefused as refusal:
        if refusal.problem == "unknown" and source.packed:
            return  # diplomas and cards come in the same ZIP
        _refused(report, refusal)
    reports.append(report)


def _read(dated: datetime, report: Import, table: Table, ready: dict[str, _Ready]) -> None:
    last = last_good(report.kind)
    if last and last.dated and dated < last.dated:
        raise FileRefused("older", f"{last.dated:%d/%m/%Y %H:%M}")
    if dated > timezone.now() + _AHEAD:
        raise FileRefused("ahead", f"{dated:%d/%m/%Y}")
    if report.kind in ready:
        raise FileRefused("twice")
    with transaction.atomic():
        staging.stage(table)
    _count(report, table)
    ready[report.kind] = _Ready(report, table)


class _Watched:
    def __init__(self, source: Source, progress: Progress) -> None:
        self._source, self._progress = source, progress

    def read(self, size: int, /) -> bytes:
        block = self._source.stream.read(size)
        self._progress(self._source.name, len(block), self._source.size)
        return block


def _count(report: Import, table: Table) -> None:
    tally = table.tally
    report.lines, report.refused = tally.read, tally.refused.total()
    report.reasons = {
        reason: {"count": count, "first": tally.first[reason]} for reason, count in tally.refused.most_common()
    }
    if not tally.read:
        raise FileRefused("empty")
    if report.refused > max(_FEW, tally.read) * _MOST_REFUSED:
        raise FileRefused("unfit", max(tally.refused, key=tally.refused.__getitem__))


def _switch(ready: list[_Ready], accept_shrink: bool) -> None:
    """Everything becomes visible at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(merging.BEGIN)
        merged = {one.report.kind: table for one in ready if (table := _merged(one, accept_shrink))}
        taken = [one.report for one in ready if one.report.kind in merged]
        if taken:
            _show(merged, max(report.dated for report in taken if report.dated))
        for report in taken:
            _end(report, Import.State.DONE)
            trace(None, "directory.imported", report, added=report.added, removed=report.removed)


def _show(merged: dict[str, str], dated: datetime) -> None:
    def lines() -> None:
        for kind, table in merged.items():
            if table != staging.TABLES[kind]:
                tables.take_place(table, staging.TABLES[kind])

    switching.switch(entries.gather(staging.TABLES | merged), dated.date(), lines)


def _merged(one: _Ready, accept_shrink: bool) -> str:
    """The table where the lines are now; empty when the file is refused."""
    report, layout = one.report, one.table.layout
    try:
        with transaction.atomic():
            compared = merging.compare(layout)
            report.added, report.changed, report.removed = compared.added, compared.changed, compared.removed
            if not accept_shrink and compared.removed > max(_FEW, compared.before) * _MOST_REMOVED:
                raise FileRefused("shrunk", f"{compared.removed} / {compared.before}")
            return merging.apply(layout, compared)
    except FileRefused as refusal:
        _refused(report, refusal)
        return ""


def _refused(report: Import, refusal: FileRefused) -> Import:
    _end(report, Import.State.REFUSED, refusal.problem, refusal.detail)
    return report


def _end(report: Import, state: Import.State, problem: str = "", detail: str = "") -> None:
    report.state, report.problem, report.detail, report.ended_at = state, problem, detail[:200], timezone.now()
    report.save()
