"""Every file that cannot be trusted leaves the directory as it was, and a report that says why."""

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.db import IntegrityError, connection

from medimail.directory import queries
from medimail.directory.actions import import_files
from medimail.directory.models import Entry, Import
from medimail.lib.national_files.errors import FileRefused
from tests.directory.conftest import Elsewhere
from tests.directory.content import content, states
from tests.directory.files import NEXT_DAY, activities, activity, box, mailboxes, number

PEOPLE = [number() for _ in range(120)]
LINES = [box(f"p{serial}@a.fr", rpps) for serial, rpps in enumerate(PEOPLE)]
OLD_DAY = "202611220600"
Spoil = Callable[[Path], str]


@pytest.fixture(autouse=True)
def alone(copied_database: str) -> None:
    """An import commits."""


@pytest.fixture
def good(alone: None, tmp_path: Path) -> str:
    """The directory holds a good file already; this is the next one."""
    import_files([mailboxes(tmp_path, *LINES[:-1])])
    return mailboxes(tmp_path, *LINES, date=NEXT_DAY)


def _rewritten(change: Callable[[bytes], bytes], path: Path) -> str:
    path.write_bytes(change(path.read_bytes()))
    return str(path)


def _zipped(path: Path) -> Path:
    target = path.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return target


def _cut_zip(path: Path) -> str:
    return _rewritten(lambda content: content[: len(content) // 2], _zipped(path))


def _wrong_crc(path: Path) -> str:
    target = path.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.write(path, path.name)
    return _rewritten(lambda content: content.replace(b"p7@a.fr", b"p8@a.fr", 1), target)


def _locked_zip(path: Path) -> str:
    """The bit that says « encrypted », in both headers of the member."""
    target = _zipped(path)
    content = bytearray(target.read_bytes())
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + flags] |= 1
    target.write_bytes(content)
    return str(target)


def _damaged_list(path: Path) -> str:
    return _rewritten(lambda content: content.replace(b"PK\1\2", b"PK\0\0"), _zipped(path))


def _foreign_zip(path: Path) -> str:
    return str(_zipped(Path(_rewritten(lambda _: b"a|b\n1|2\n", path))))


def _shrunk(path: Path) -> str:
    return mailboxes(path.parent, *LINES[:100], date=NEXT_DAY)


def _older(path: Path) -> str:
    return mailboxes(path.parent, *LINES, date=OLD_DAY)


def _of_next_century(path: Path) -> str:
    return mailboxes(path.parent, *LINES, date="209912310600")


def _gone(path: Path) -> str:
    return str(path.with_name("nothing.txt"))


SPOILED: list[tuple[str, str, Spoil]] = [
    ("a column renamed", "columns", partial(_rewritten, lambda text: text.replace(b"Code Profession", b"Metier", 1))),
    ("none of our files", "unknown", partial(_rewritten, lambda _: b"a;b;c\n1;2;3\n")),
    ("a page of an error", "unknown", partial(_rewritten, lambda _: b"<!DOCTYPE html>\n<h1>404</h1>\n")),
    ("no byte", "unknown", partial(_rewritten, lambda _: b"")),
    ("UTF-16", "encoding", partial(_rewritten, lambda text: text.decode().encode("utf-16"))),
    ("Latin-1", "encoding", partial(_rewritten, lambda text: text.decode().encode("latin-1"))),
    ("Latin-1 lines", "unfit", partial(_rewritten, lambda text: text.replace(b"MARTIN", b"B\xe9NARD"))),
    ("cut in a line", "truncated", partial(_rewritten, lambda text: text[:-30])),
    ("cut ZIP", "truncated", _cut_zip),
    ("ZIP with a wrong checksum", "truncated", _wrong_crc),
    ("locked ZIP", "unreachable", _locked_zip),
    ("ZIP with a damaged list", "truncated", _damaged_list),
    ("ZIP of other things", "unknown", _foreign_zip),
    ("header alone", "empty", partial(_rewritten, lambda text: text.split(b"\n")[0] + b"\n")),
    ("one line of five megabytes", "columns", partial(_rewritten, lambda text: text + b"A" * 5_000_000)),
    ("yesterday's", "older", _older),
    ("one of another century", "ahead", _of_next_century),
    ("too much removed", "shrunk", _shrunk),
    ("no file", "unreachable", _gone),
    ("a folder", "unreachable", lambda path: str(path.parent)),
]


@pytest.mark.parametrize(("problem", "spoil"), [pytest.param(*said, id=name) for name, *said in SPOILED])
def test_a_file_that_cannot_be_trusted_changes_nothing_and_is_told(good: str, problem: str, spoil: Spoil) -> None:
    before = content()
    (report,) = import_files([spoil(Path(good))])
    assert content() == before
    kept = Import.objects.get(pk=report.pk)
    assert (kept.state, kept.problem) == ("refused", problem)
    assert kept.ended_at
    assert kept.file_name
    last = queries.last_good("mailboxes")
    assert last
    assert last.lines == len(LINES) - 1
    assert not [table for table in connection.introspection.table_names() if "_stage_" in table]


def test_the_same_file_unspoiled_is_taken(good: str) -> None:
    (report,) = import_files([good])
    assert (report.state, report.added, Entry.objects.count()) == ("done", 1, len(LINES))
    (report,) = import_files([str(_zipped(Path(good)))])
    assert (report.state, report.added, report.removed) == ("done", 0, 0)


def test_what_shrinks_is_taken_when_the_operator_says_so(good: str) -> None:
    (report,) = import_files([_shrunk(Path(good))], accept_shrink=True)
    assert (report.state, report.removed, Entry.objects.count()) == ("done", len(LINES) - 101, 100)


def test_one_refused_file_does_not_hold_back_the_others(good: str, tmp_path: Path) -> None:
    people = activities(tmp_path, activity(PEOPLE[0]), activity(number()))
    reports = import_files([str(tmp_path / "nothing.txt"), people, good])
    assert [report.state for report in reports] == ["refused", "done", "done"]


def test_one_refused_file_of_an_archive_does_not_hold_back_the_others(good: str, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in (mailboxes(tmp_path, *LINES, date=OLD_DAY), good):
            packed.write(path, Path(path).name)
    assert states(import_files([str(archive)])) == [("mailboxes", "refused", "older"), ("mailboxes", "done", "")]


def test_entries_are_known_since_the_day_of_the_files_that_were_taken(good: str, tmp_path: Path) -> None:
    new = number()
    import_files([activities(tmp_path, activity(new)), _shrunk(Path(good))])
    assert Entry.objects.get(national_id=new).since == date(2026, 11, 23)


def test_a_failure_at_the_last_moment_is_told_of_each_file(good: str, tmp_path: Path) -> None:
    before = content()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trace ADD CHECK (action <> 'directory.imported') NOT VALID")
    with pytest.raises(IntegrityError):
        import_files([activities(tmp_path, activity(PEOPLE[0])), good])
    assert content() == before
    failed = Import.objects.filter(state="failed", problem="IntegrityError", ended_at__isnull=False)
    assert {report.kind for report in failed} == {"activities", "mailboxes"}


def test_two_files_that_say_the_same_are_one_too_many(good: str, tmp_path: Path) -> None:
    other = Path(good).rename(tmp_path / f"a_{NEXT_DAY}.txt")
    first, second = import_files([str(other), mailboxes(tmp_path, *LINES[:-1], date=NEXT_DAY)])
    assert (first.state, second.state, second.problem) == ("done", "refused", "twice")
    assert Entry.objects.count() == len(LINES)


def test_what_comes_in_the_same_archive_and_is_not_ours_is_passed_over(good: str, tmp_path: Path) -> None:
    archive = _zipped(Path(good))
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr("PS_LibreAcces_Dipl_AutExerc_202611230600.txt", "Code diplôme|Libellé\nDE01|Infirmier\n")
        more.writestr("LISEZMOI.pdf", b"%PDF")
    (report,) = import_files([str(archive)])
    assert (report.state, report.kind, Import.objects.count()) == ("done", "mailboxes", 2)


class _Server(BaseHTTPRequestHandler):
    content = b""

    def do_GET(self) -> None:
        self.send_response({"missing": 404, "moved": 302}.get(self.path.split("/")[1], 200))
        self.send_header("Location", "http://annuaire.sante.example/mailboxes.txt")
        more = 1_000 if self.path.startswith("/short") else 0
        self.send_header("Content-Length", str(len(self.content) + more))
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def serving(content: bytes) -> Iterator[str]:
    handler = type("Handler", (_Server,), {"content": content})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@pytest.mark.parametrize(
    ("way", "problem"), [("/whole/", ""), ("/short/", "truncated"), ("/missing/", "unreachable"), ("/moved/", "unsafe")]
)
def test_a_download_is_whole_or_nothing(good: str, way: str, problem: str) -> None:
    before = content()
    with serving(Path(good).read_bytes()) as url:
        (report,) = import_files([f"{url}{way}{os.path.basename(good)}"])
    assert (report.state, report.problem) == ("refused" if problem else "done", problem)
    assert (content() == before) == bool(problem)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://127.0.0.1:9/mailboxes.txt", "unreachable"),
        ("https://nowhere.invalid/mailboxes.txt", "unreachable"),
        ("http://annuaire.sante.example/mailboxes.txt", "unsafe"),
        ("ftp://annuaire.sante.example/mailboxes.txt", "unsafe"),
        ("file:///etc/passwd", "unsafe"),
    ],
)
def test_an_address_that_cannot_be_read_is_said(good: str, address: str, problem: str) -> None:
    before = content()
    (report,) = import_files([address])
    assert (report.state, report.problem) == ("refused", problem)
    assert content() == before


def test_a_report_tells_nothing_that_an_address_hides(good: str) -> None:
    (report,) = import_files(["http://127.0.0.1:9/mailboxes.txt?key=SECRET"])
    assert "SECRET" not in f"{report.file_name}{report.detail}"


def test_two_runs_at_once_do_not_mix(good: str, elsewhere: Elsewhere) -> None:
    other = elsewhere()
    other.execute("SELECT pg_advisory_lock(%s)", [0x4D4D4449])
    with pytest.raises(FileRefused, match="busy"):
        import_files([good])
    assert not Import.objects.filter(state="running").exists()
