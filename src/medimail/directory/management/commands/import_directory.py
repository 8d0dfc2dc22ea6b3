from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from medimail.directory.actions import import_files
from medimail.directory.models import Import
from medimail.lib.national_files.errors import FileRefused


class Command(BaseCommand):
    help = "Take in the open files of the Annuaire Santé: mailboxes, professionals and activities, specialities."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("places", nargs="+", metavar="PATH", help="a file, a ZIP, or an https address")
        parser.add_argument("--accept-shrink", action="store_true", help="even if more than 5 %% of the lines are gone")

    def handle(self, *args: Any, places: list[str], accept_shrink: bool, **options: Any) -> None:
        with Bar() as bar:
            try:
                reports = import_files(places, accept_shrink=accept_shrink, progress=bar.read)
            except FileRefused as refusal:
                raise CommandError(_WHY[refusal.problem]) from refusal
        for report in reports:
            self.stdout.write(told(report))
        if any(report.state != Import.State.DONE for report in reports):
            raise CommandError("Not everything was taken in: what was refused is as it was before.")


class Bar:
    """Bytes read of the file at hand; nothing when the output is no terminal."""

    def __init__(self) -> None:
        self._name = ""
        self._bar: tqdm[None] | None = None

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def read(self, name: str, size: int, whole: int) -> None:
        if name != self._name:
            self.__exit__()
            self._name = name
            self._bar = tqdm(desc=name, total=whole or None, unit="B", unit_scale=True, disable=None)
        if self._bar is not None:
            self._bar.update(size)


_WHY = {
    "busy": "Another import is at work. Wait until it has ended, then run this again.",
    "columns": "These are not the columns expected",
    "unknown": "This is none of the files of the national directory",
    "encoding": "This is not UTF-8",
    "truncated": "The file was cut off: fetch it again",
    "unreachable": "It cannot be read",
    "unsafe": "Without https anyone on the way could change it",
    "too_large": "It is far larger than any file of the national directory",
    "older": "It is older than the last one taken in",
    "ahead": "It is dated ahead of today: look at its name and at the clock of this machine",
    "twice": "Another file of this run says the same",
    "empty": "It holds no line",
    "unfit": "More than 5 % of its lines are unfit",
    "shrunk": "More than 5 % of the lines would be removed; if that is right, add --accept-shrink",
    "interrupted": "It was interrupted",
}
_REASONS = {
    "columns": "too few or too many columns",
    "encoding": "not UTF-8",
    "control": "NUL or another control character",
    "too_long": "too long",
    "number": "a national number with a wrong key",
    "profession": "a profession that the national table does not know",
    "kind": "an unknown kind of mailbox",
    "address": "no mail address",
    "name": "no name",
}


def told(report: Import) -> str:
    """A paragraph for the terminal."""
    if report.state != Import.State.DONE:
        why = _WHY.get(report.problem, report.problem)
        return f"{report.file_name}: refused. {why}{f' ({report.detail})' if report.detail else ''}."
    counted = (
        f"{report.added:,} added, {report.changed:,} changed, {report.removed:,} removed, {report.refused:,} refused"
    )
    lines = [f"{report.file_name}: {report.lines:,} lines; {counted}."]
    for reason, of_reason in report.reasons.items():
        first = ", ".join(map(str, of_reason["first"]))
        lines.append(f"  {of_reason['count']:,} × {_REASONS[reason]} (lines {first}…)")
    return "\n".join(lines)
