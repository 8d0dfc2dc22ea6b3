"""One day after the other: the directory is what the last files say, however it came there."""

from datetime import timedelta
from pathlib import Path

import pytest

from medimail.directory.actions import import_files
from medimail.directory.models import Entry
from tests.directory.content import content, empty, states, table

DONE = [("mailboxes", "done", ""), ("activities", "done", ""), ("skills", "done", "")]


@pytest.fixture(autouse=True)
def alone(copied_database: str) -> None:
    """An import commits."""


def test_the_first_files_fill_the_directory(nation: list[str]) -> None:
    reports = import_files(nation)
    assert states(reports) == DONE
    for report, path in zip(reports, nation, strict=True):
        lines = Path(path).read_bytes().splitlines()[1:]
        assert report.lines == len(lines)
        assert len(set(lines)) * 0.98 < report.added <= len(set(lines))
        assert (report.changed, report.removed, report.refused) == (0, 0, 0)


@pytest.mark.parametrize(("files", "as_new_table"), [("nation_next_day", False), ("nation_upset", True)])
def test_the_day_after_leaves_what_its_files_alone_would(
    nation: list[str], files: str, as_new_table: bool, request: pytest.FixtureRequest
) -> None:
    later = request.getfixturevalue(files)
    import_files(nation)
    before = table()
    assert states(import_files(later, accept_shrink=True)) == DONE
    assert (table() != before) == as_new_table
    after = content()
    empty()
    import_files(later)
    assert content() == after


def test_the_same_files_again_touch_nothing(nation: list[str]) -> None:
    import_files(nation)
    Entry.objects.update(since=Entry.objects.first().since - timedelta(days=9))  # type: ignore[union-attr]
    before = list(Entry.objects.order_by("pk").values_list())
    for report in import_files(nation):
        assert (report.state, report.added, report.changed, report.removed) == ("done", 0, 0, 0)
    assert list(Entry.objects.order_by("pk").values_list()) == before


@pytest.mark.parametrize(("files", "as_new_table"), [("nation_next_day", False), ("nation_upset", True)])
def test_who_has_not_changed_keeps_number_and_day(
    nation: list[str], files: str, as_new_table: bool, request: pytest.FixtureRequest
) -> None:
    import_files(nation)
    before = {entry.digest: entry for entry in Entry.objects.all()}
    day = next(iter(before.values())).since
    import_files(request.getfixturevalue(files), accept_shrink=True)
    kept = [entry for entry in Entry.objects.all() if entry.digest in before]
    new = [entry for entry in Entry.objects.all() if entry.digest not in before]
    assert kept
    assert new
    assert {entry.since - day for entry in kept} == {timedelta(0)}
    assert {entry.since - day for entry in new} == {timedelta(days=1)}
    assert all(entry.pk == before[entry.digest].pk for entry in kept)
