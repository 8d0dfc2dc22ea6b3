"""What others see and do while an import is at work."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from medimail.directory.actions import import_files, show
from medimail.directory.models import Entry, Import
from medimail.lib.national_files.errors import FileRefused
from tests.directory.conftest import Elsewhere
from tests.directory.content import content
from tests.house_fixture import ROOT
from tests.publication.boxes import listing

PATIENCE = 30.0
WAYS = ["nation_next_day", "nation_upset"]
"""Row by row, and as a new table."""
SEEN = (
    "SELECT count(*), md5(string_agg(digest::text, '' ORDER BY digest)) FROM directory_entry WHERE origin = 'national'"
)


@pytest.fixture(autouse=True)
def alone(copied_database: str) -> None:
    """An import commits."""


@pytest.fixture
def before(alone: None, nation: list[str]) -> None:
    import_files(nation)


@pytest.fixture
def later(before: None, request: pytest.FixtureRequest) -> list[str]:
    found: list[str] = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def changing(later: list[str], elsewhere: Elsewhere) -> psycopg.Connection:
    """Another connection amid a change of entries, which the switch has to wait for."""
    link = elsewhere()
    link.execute("SELECT FROM directory_entry FOR UPDATE")
    return link


@pytest.fixture
def at_work(later: list[str]) -> Iterator[Callable[[], "Future[list[Import]]"]]:
    """Starts the import of the day after in a thread of its own."""

    def run() -> list[Import]:
        try:
            return import_files(later, accept_shrink=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        yield lambda: pool.submit(run)


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def waiting() -> int:
    """Whether the import waits for a lock; which process it is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            " AND query ~ 'LOCK|directory_entry'"
        )
        found = cursor.fetchone()
    return found[0] if found else 0


@pytest.mark.parametrize("later", WAYS, indirect=True)
def test_readers_see_the_whole_of_before_or_the_whole_of_after(
    at_work: Callable[[], "Future[list[Import]]"], elsewhere: Elsewhere
) -> None:
    reader = elsewhere()
    reader.autocommit = True
    old = reader.execute(SEEN).fetchone()
    seen, run = [], at_work()
    while not run.done():
        seen.append(reader.execute(SEEN).fetchone())
    new = reader.execute(SEEN).fetchone()
    assert {report.state for report in run.result()} == {"done"}
    assert new != old
    assert set(seen) <= {old, new}
    assert seen.count(old) > 1


@pytest.mark.parametrize("later", WAYS, indirect=True)
def test_readers_do_not_wait_while_the_switch_does(
    changing: psycopg.Connection, at_work: Callable[[], "Future[list[Import]]"], elsewhere: Elsewhere
) -> None:
    reader = elsewhere()
    reader.autocommit = True
    old = reader.execute(SEEN).fetchone()
    run = at_work()
    until(waiting)
    reader.execute("SET statement_timeout = '2s'")
    assert reader.execute(SEEN).fetchone() == old
    changing.rollback()
    assert {report.state for report in run.result(PATIENCE)} == {"done"}


@pytest.mark.parametrize("later", WAYS, indirect=True)
def test_a_long_reader_holds_back_the_import_and_nobody_else(
    at_work: Callable[[], "Future[list[Import]]"], elsewhere: Elsewhere
) -> None:
    """A backup reads every table for an hour; who opens a box meanwhile reads before he writes."""
    backup, person = elsewhere(), elsewhere()
    for link in (backup, person):
        link.execute("SELECT FROM directory_activity, directory_entry LIMIT 1")
    run = at_work()
    until(lambda: waiting() or run.done())
    person.execute("SET lock_timeout = '20s'")
    person.execute("UPDATE directory_entry SET in_mssante = true")
    person.rollback()
    backup.rollback()
    assert {report.state for report in run.result(PATIENCE)} == {"done"}


@pytest.mark.parametrize("later", WAYS, indirect=True)
def test_a_second_run_is_told_to_wait(
    changing: psycopg.Connection, at_work: Callable[[], "Future[list[Import]]"], later: list[str]
) -> None:
    run = at_work()
    until(waiting)
    with pytest.raises(FileRefused, match="busy"):
        import_files(later)
    changing.rollback()
    assert {report.state for report in run.result(PATIENCE)} == {"done"}


def _command(*places: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "MEDIMAIL_DB_NAME": str(connection.settings_dict["NAME"]), "PYTHONPATH": "src"}
    return subprocess.Popen(
        [sys.executable, "-m", "medimail", "import_directory", *places],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
    )


def _runs_again(places: list[str]) -> None:
    """What was killed leaves the server a moment to notice."""

    def free() -> bool:
        try:
            reports = import_files(places, accept_shrink=True)
        except FileRefused:
            return False
        return {report.state for report in reports} == {"done"}

    until(free)
    assert set(Import.objects.filter(problem="interrupted").values_list("state", flat=True)) == {"failed"}


@pytest.mark.parametrize("later", WAYS, indirect=True)
def test_killed_during_the_switch_it_leaves_the_old_directory(changing: psycopg.Connection, later: list[str]) -> None:
    old = content()
    process = _command(*later, "--accept-shrink")
    until(lambda: waiting() or process.poll() is not None)
    process.kill()
    assert process.communicate()[1] == b""
    assert process.returncode == -signal.SIGKILL
    changing.rollback()
    assert content() == old
    _runs_again(later)
    assert content() != old


def _copying() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_stat_progress_copy WHERE datname = current_database() AND tuples_processed > 0")
        return cursor.fetchone() is not None


def test_killed_during_the_copy_it_leaves_the_old_directory(
    before: None, nation_next_day: list[str], tmp_path: Path
) -> None:
    old, first = content(), Path(nation_next_day[0])
    header, _, lines = first.read_bytes().partition(b"\n")
    long = tmp_path / first.name
    long.write_bytes(header + b"\n" + lines * 500)
    process = _command(str(long))
    until(lambda: _copying() or process.poll() is not None)
    process.kill()
    assert process.communicate()[1] == b""
    assert process.returncode == -signal.SIGKILL
    assert content() == old
    _runs_again(nation_next_day)


@pytest.mark.parametrize("later", WAYS, indirect=True)
def test_a_box_of_ours_opened_hidden_and_closed_during_the_switch_is_right_after(
    at_work: Callable[[], "Future[list[Import]]"], later: list[str]
) -> None:
    """Each of many boxes goes through its whole life again and again; the last word is the red list."""
    national = Entry.objects.exclude(address="").exclude(national_id="")[:40]
    lives = [
        listing(address=entry.address, identifier_type=entry.identifier_type, national_id=entry.national_id)
        for entry in national
    ]
    lives += [
        replace(
            lives[0],
            address=f"new{serial}@medimail.fr",
            identifier_type=entry.identifier_type,
            national_id=entry.national_id,
        )
        for serial, entry in enumerate(Entry.objects.filter(address="")[:40])
    ]
    ended = threading.Event()

    def live() -> int:
        rounds = 0
        try:
            while not ended.is_set() or not rounds:
                for one in lives:
                    show(one)
                    show(replace(one, open=False))
                    show(replace(one, red_list=True))
                rounds += 1
        finally:
            connection.close()
        return rounds

    with ThreadPoolExecutor(1) as pool:
        living = pool.submit(live)
        reports = at_work().result(PATIENCE)
        ended.set()
        assert living.result(PATIENCE)
    assert {report.state for report in reports} == {"done"}
    for one in lives:
        (entry,) = Entry.objects.filter(address=one.address)
        assert (entry.origin, entry.hidden) == ("own", True)
        assert not Entry.objects.filter(address="", national_id=one.national_id).exists()


@pytest.mark.parametrize("later", ["nation_upset"], indirect=True)
def test_boxes_of_ours_that_change_while_the_new_table_waits_are_right_after(
    later: list[str], at_work: Callable[[], "Future[list[Import]]"], elsewhere: Elsewhere
) -> None:
    """One opens under an address of the national file, one for a person without any, one hides."""
    known = listing(address="known@medimail.fr", national_id="")
    show(known)
    with_box = Entry.objects.filter(origin="national").exclude(address="").exclude(national_id="").latest("pk")
    without = Entry.objects.filter(address="").latest("pk")
    reader = elsewhere()
    reader.execute("SELECT FROM directory_entry LIMIT 1")
    run = at_work()
    until(lambda: waiting() or run.done())
    for address, entry in ((with_box.address, with_box), ("new@medimail.fr", without)):
        number = {"identifier_type": entry.identifier_type, "national_id": entry.national_id}
        show(listing(address=address, red_list=True, **number))
    show(replace(known, red_list=True))
    assert not run.done()
    reader.rollback()
    assert {report.state for report in run.result(PATIENCE)} == {"done"}
    for address in (with_box.address, "new@medimail.fr", known.address):
        entry = Entry.objects.get(address=address)
        assert (entry.origin, entry.hidden) == ("own", True)
    assert not Entry.objects.filter(address="", national_id=without.national_id).exists()
