"""Lines for a spreadsheet: UTF-8 with its mark, semicolons as French spreadsheets expect, and no formula in a cell."""

import csv
from collections.abc import Iterable, Iterator, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # OWASP, CSV injection


class _Echo:
    @staticmethod
    def write(line: str) -> str:
        return line


def lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """One line at a time, to be streamed."""
    writer = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield b"\xef\xbb\xbf" + str(writer.writerow(head)).encode()
    for row in rows:
        yield str(writer.writerow([cell(value) for value in row])).encode()


def cell(value: object) -> str:
    """As text; an apostrophe before what a spreadsheet would run, and no NUL."""
    text = "" if value is None else str(value).replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) else text
