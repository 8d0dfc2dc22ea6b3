"""Reads the FETCH answer of a list page: exactly the items we ask for, one pass, no regular expression over content."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

ITEMS = "(UID FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT DATE)] PREVIEW)"

# imaplib gives each piece of an answer as a line, or as a line that ends in {n} and the n bytes that follow it.
Record = bytes | tuple[bytes, bytes]

_START = re.compile(rb"\d+ \(")
_NAME = re.compile(rb" ?([A-Z0-9.]+(?:\[[^\]]*\])?) ")
_VALUE = re.compile(rb'"((?:[^"\\]|\\.)*)"|\(([^()]*)\)|\{\d+\}$|([^ ()]+)')
_DATE = re.compile(rb"\s?(\d{1,2})-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_MONTHS = [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"]


@dataclass(frozen=True, slots=True)
class Row:
    uid: int
    flags: frozenset[str]
    arrived: datetime
    header: bytes
    preview: str


def rows(records: list[Record]) -> list[Row]:
    """Rows in the order of the answer. Unsolicited flag changes of other messages are left out."""
    found = (_items(message) for message in _messages(records))
    return [_row(items) for items in found if b"UID" in items and b"INTERNALDATE" in items]


def _messages(records: list[Record]) -> Iterator[list[Record]]:
    current: list[Record] = []
    for record in records:
        line = record[0] if isinstance(record, tuple) else record
        if _START.match(line) and current:
            yield current
            current = []
        current.append(record)
    if current:
        yield current


def _items(message: list[Record]) -> dict[bytes, bytes]:
    items: dict[bytes, bytes] = {}
    for number, record in enumerate(message):
        line, literal = record if isinstance(record, tuple) else (record, b"")
        start = _START.match(line) if number == 0 else None
        _read_line(line, start.end() if start else 0, literal, items)
    return items


def _read_line(line: bytes, position: int, literal: bytes, items: dict[bytes, bytes]) -> None:
    while name := _NAME.match(line, position):
        value = _VALUE.match(line, name.end())
        if value is None:
            return
        items[name[1]] = literal if value[0].startswith(b"{") else _plain(value)
        position = value.end()


def _plain(value: re.Match[bytes]) -> bytes:
    if value[1] is not None:
        return re.sub(rb"\\(.)", rb"\1", value[1])
    text = value[2] if value[2] is not None else value[3]
    return b"" if text == b"NIL" else text


def _row(items: dict[bytes, bytes]) -> Row:
    header = next((value for name, value in items.items() if name.startswith(b"BODY[")), b"")
    return Row(
        uid=int(items[b"UID"]),
        flags=frozenset(items.get(b"FLAGS", b"").decode("ascii", "replace").split()),
        arrived=_date(items[b"INTERNALDATE"]),
        header=header,
        preview=items.get(b"PREVIEW", b"").decode("utf-8", "replace").replace("\0", ""),
    )


def _date(value: bytes) -> datetime:
    if (found := _DATE.match(value)) is None:
        raise ValueError("not an IMAP date")
    day, _, year, hour, minute, second, _, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if found[7] == b"-" else 1)
    month = _MONTHS.index(found[2]) + 1
    zone = timezone(offset)
    return datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=zone)
