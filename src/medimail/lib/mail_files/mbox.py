"""MBOX (RFC 4155): messages one after another, in the dialect « mboxrd » whose quoting can be undone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO

from medimail.lib.mail_files.letter import LARGEST, Letter, head_of, letter

_FROM = re.compile(rb"^(>*From )", re.MULTILINE)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_SEPARATOR = re.compile(rb"From .*\d\d:\d\d.*\d{4}")
_PIECE = 64 * 1024
# What programs note of a message inside it: taken out again, or it would be part of the message for ever.
_NOTES = re.compile(rb"^(X-Mozilla-Status|X-Status|Status):[ \t]*(\w*)[^\n]*\n", re.IGNORECASE | re.MULTILINE)
_OTHER_NOTES = re.compile(rb"^(?:X-Mozilla-Status2|X-Mozilla-Keys|X-Keywords):[^\n]*\n", re.IGNORECASE | re.MULTILINE)
_LETTERS = {"R": "\\Seen", "A": "\\Answered", "F": "\\Flagged", "T": "\\Draft"}
_MOZILLA = {0x1: "\\Seen", 0x2: "\\Answered", 0x4: "\\Flagged"}
_MOZILLA_GONE = 0x8  # deleted, and only not yet compacted away


def written(raw: bytes, arrived: datetime, flags: frozenset[str]) -> bytes:
    """A message as one entry of an MBOX file."""
    stamp = arrived.astimezone(UTC).strftime("%a %b %d %H:%M:%S %Y").encode()
    status = "RO" if "\\Seen" in flags else "O"
    marks = "".join(mark for mark, flag in _LETTERS.items() if flag in flags and mark != "R")
    notes = f"Status: {status}\n" + (f"X-Status: {marks}\n" if marks else "")
    body = _FROM.sub(rb">\1", raw.replace(b"\r\n", b"\n"))
    end = b"\n" if body.endswith(b"\n") else b"\n\n"
    return b"From MAILER-DAEMON " + stamp + b"\n" + notes.encode() + body + end


def letters(stream: IO[bytes]) -> Iterator[Letter | None]:
    """None for what is no message or too heavy. One message at a time is in memory."""
    for separator, content in _entries(stream):
        found = _letter(separator, content) if content is not None else None
        if found is not _GONE:
            yield found


_GONE = Letter(b"", (), datetime.min.replace(tzinfo=UTC), b"")


def _entries(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes | None]]:
    """The line « From … » of each message and its content; None when it is beyond LARGEST."""
    separator, content, blank, fresh = b"", bytearray(), True, True
    # A line without end is read in pieces, of which the first alone can be a separator.
    while line := stream.readline(_PIECE):
        if fresh and blank and _SEPARATOR.match(line):
            if separator:
                yield separator, _whole(content)
            separator, content = line, bytearray()
        elif len(content) <= LARGEST:
            content += line
        blank, fresh = not line.strip(b"\r\n"), line.endswith(b"\n")
    if separator:
        yield separator, _whole(content)


def _whole(content: bytearray) -> bytes | None:
    """Without the empty line that stands before the next message."""
    if len(content) > LARGEST:
        return None
    return bytes(content).removesuffix(b"\r\n" if content.endswith(b"\r\n\r\n") else b"\n")


def _letter(separator: bytes, content: bytes) -> Letter | None:
    head = head_of(content)
    notes = {name.lower(): value.decode() for name, value in _NOTES.findall(head + b"\n")}
    flags = _flags(notes)
    if flags is None:
        return _GONE
    clean = _OTHER_NOTES.sub(b"", _NOTES.sub(b"", content[: len(head) + 2])) + content[len(head) + 2 :]
    return letter(_QUOTED.sub(rb"\1", clean), flags=flags, arrived=_stamp(separator))


def _flags(notes: dict[bytes, str]) -> tuple[str, ...] | None:
    """None when the message was deleted in the program that wrote the file."""
    if not notes:
        return ("\\Seen",)
    letters = notes.get(b"status", "") + notes.get(b"x-status", "")
    found = {flag for mark, flag in _LETTERS.items() if mark in letters}
    try:
        bits = int(notes.get(b"x-mozilla-status", "0") or "0", 16)
    except ValueError:
        bits = 0
    found |= {flag for bit, flag in _MOZILLA.items() if bits & bit}
    return None if bits & _MOZILLA_GONE else tuple(sorted(found))


def _stamp(separator: bytes) -> datetime | None:
    words = separator.decode("ascii", "replace").split()
    for start in range(1, len(words) - 4):
        try:
            return datetime.strptime(" ".join(words[start : start + 5]), "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
