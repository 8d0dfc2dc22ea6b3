"""Reads the FETCH answer of a list page: exactly the items we ask for, one pass over whole answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache

_HEADERS = "FROM TO SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES"
ITEMS = f"(UID FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS ({_HEADERS})] PREVIEW)".encode()

# imaplib gives each piece of an answer as a line, or as a line that ends in {n} and the n bytes that follow it.
Record = bytes | tuple[bytes, bytes]

_START = re.compile(rb"(\d+) FETCH \(")
_ITEM = re.compile(rb' ?([A-Z0-9.]+(?:\[[^\]]*\])?) (?:"((?:[^"\\]|\\.)*)"|\(([^()]*)\)|\{(\d+)\}\r\n|([^ ()]+))')
_DATE = re.compile(rb"\s?(\d{1,2})-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_MONTHS = [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"]


@dataclass(frozen=True, slots=True)
class Row:
    number: int  # its place in the folder
    uid: int
    flags: frozenset[str]
    arrived: datetime
    header: bytes
    preview: str


def rows(answers: Iterable[bytes]) -> list[Row]:
    """Rows in the order of the answer. Unsolicited flag changes of other messages are left out."""
    found = []
    for answer in answers:
        if (start := _START.match(answer)) is None:
            continue
        items = _items(answer, start.end())
        if b"UID" in items and b"INTERNALDATE" in items:
            found.append(_row(int(start[1]), items))
    return found


def headers(answers: Iterable[bytes]) -> list[tuple[int, bytes]]:
    """(place in the folder, header block), of a FETCH of header fields alone."""
    found = []
    for answer in answers:
        if start := _START.match(answer):
            found.append((int(start[1]), _header(_items(answer, start.end()))))
    return found


def flagged(answers: Iterable[bytes]) -> list[tuple[int, frozenset[str], bytes]]:
    """(uid, flags, header block), of a FETCH of just these."""
    found = []
    for answer in answers:
        if start := _START.match(answer):
            items = _items(answer, start.end())
            if b"UID" in items and b"FLAGS" in items:
                found.append((int(items[b"UID"]), _flags(items[b"FLAGS"]), _header(items)))
    return found


def _items(answer: bytes, position: int) -> dict[bytes, bytes]:
    items: dict[bytes, bytes] = {}
    while item := _ITEM.match(answer, position):
        name, text, listed, size, atom = item.groups()
        position = item.end()
        if size is not None:
            items[name] = answer[position : position + int(size)]
            position += int(size)
        elif text is not None:
            items[name] = re.sub(rb"\\(.)", rb"\1", text) if b"\\" in text else text
        else:
            items[name] = listed if listed is not None else b"" if atom == b"NIL" else atom
    return items


def _header(items: dict[bytes, bytes]) -> bytes:
    return next((value for name, value in items.items() if name.startswith(b"BODY[")), b"")


def _row(number: int, items: dict[bytes, bytes]) -> Row:
    return Row(
        number=number,
        uid=int(items[b"UID"]),
        flags=_flags(items.get(b"FLAGS", b"")),
        arrived=date(items[b"INTERNALDATE"]),
        header=_header(items),
        preview=items.get(b"PREVIEW", b"").decode("utf-8", "replace").replace("\0", ""),
    )


@lru_cache(maxsize=256)
def _flags(value: bytes) -> frozenset[str]:
    return frozenset(value.decode("ascii", "replace").split())


def date(value: bytes) -> datetime:
    if (found := _DATE.match(value)) is None:
        raise ValueError("not an IMAP date")
    day, _, year, hour, minute, second, _, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if found[7] == b"-" else 1)
    month = _MONTHS.index(found[2]) + 1
    zone = timezone(offset)
    return datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=zone)
