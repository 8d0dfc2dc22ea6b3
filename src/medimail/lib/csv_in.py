"""A list written in a spreadsheet: any usual separator, either usual encoding, headings as people write them."""

import csv
import io
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

_SEPARATORS = ";,\t"
_COLUMNS = 50
_CELL = 1_000
_FORMULA = ("'=", "'+", "'-", "'@")  # as `csv_out` protects them

Problem = Literal["size", "lines", "empty", "columns", "form"]


class Unreadable(Exception):
    """`problem` says what is wrong with the whole file."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem: Problem = problem


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    """As the spreadsheet counts: the headings are line 1."""
    values: dict[str, str]
    """Of the known columns, by their name; a value longer than 1,000 signs is cut."""


def read(raw: bytes, columns: Mapping[str, Collection[str]], needed: str, *, most: int, size: int) -> list[Line]:
    """Lines that are not empty. `columns`: by name, the headings each may have, in small letters without accents.

    At most `most` lines and `size` bytes. Raises Unreadable, also without the column `needed`.
    """
    if len(raw) > size:
        raise Unreadable("size")
    rows = csv.reader(io.StringIO(_text(raw), newline=""), delimiter=_separator(_text(raw[:4096])))
    try:
        places = _places(next(rows, []), columns)
        if needed not in places:
            raise Unreadable("columns")
        return _lines(rows, places, most)
    except csv.Error:
        raise Unreadable("form") from None


def plain(heading: str) -> str:
    """« Prénom » is `prenom`."""
    letters = unicodedata.normalize("NFD", heading.strip().casefold())
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters if sign.isascii()).split())


def _lines(rows: "csv._reader", places: dict[str, int], most: int) -> list[Line]:  # type: ignore[name-defined]
    found = []
    for row in rows:
        values = {name: _cell(row[place]) if place < len(row) else "" for name, place in places.items()}
        if any(values.values()):
            found.append(Line(rows.line_num, values))
        if len(found) > most:
            raise Unreadable("lines")
    if not found:
        raise Unreadable("empty")
    return found


def _text(raw: bytes) -> str:
    """Spreadsheets in French write UTF-8 with a mark, or Windows-1252."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    return text.replace("\0", "")


def _separator(beginning: str) -> str:
    first = beginning.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)


def _places(headings: list[str], columns: Mapping[str, Collection[str]]) -> dict[str, int]:
    if len(headings) > _COLUMNS:
        raise Unreadable("columns")
    known = {plain(heading): place for place, heading in reversed(list(enumerate(headings)))}
    return {
        name: place
        for name, accepted in columns.items()
        if (place := next((known[one] for one in accepted if one in known), None)) is not None
    }


def _cell(value: str) -> str:
    text = " ".join(value.split())[:_CELL]
    return text[1:] if text.startswith(_FORMULA) else text
