"""Reads the FETCH answer about one message: nested lists and literals, in one pass, bounded."""

import re
from typing import TypeAlias

# imaplib gives each piece of an answer as a line, or as a line that ends in {n} and the n bytes that follow it.
Record = bytes | tuple[bytes, bytes]
Value: TypeAlias = "bytes | list[Value] | None"
Answer = dict[bytes, Value]

MAX_VALUES = 30_000  # a body structure of 1,000 parts; Dovecot describes up to 10,000 of them
_SHALLOW = 1
_TOKEN = re.compile(rb' *(?:([()])|"((?:[^"\\]|\\.)*)"|\{\d+\}$|(BODY\[[^\]]*\](?:<\d+>)?|[^ ()"]+))')
_LITERAL = re.compile(rb"\{(\d+)\}\r\n")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


def answer(records: list[Record], uid: int) -> Answer | None:
    """All that was said of the message of this uid; None when it is gone."""
    found: Answer = {}
    for items in _values(records):
        if isinstance(items, list):
            said = {
                name: value for name, value in zip(items[::2], items[1::2], strict=False) if isinstance(name, bytes)
            }
            found |= said if said.get(b"UID") == str(uid).encode() else {}
    return found or None


def records(line: bytes) -> list[Record]:
    """An answer read as one line, with its literals inside."""
    found: list[Record] = []
    start = 0
    while literal := _LITERAL.search(line, start):  # no quoted string holds a line end (RFC 3501, 4.3)
        end = literal.end() + int(literal[1])
        found.append((line[start : literal.end() - 2], line[literal.end() : end]))
        start = end
    return [*found, line[start:]]


def _values(records: list[Record]) -> list[Value]:
    top: list[Value] = []
    current, parents, room = top, list[list[Value]](), MAX_VALUES
    for record in records:
        line, literal = record if isinstance(record, tuple) else (record, b"")
        position = 0
        while token := _TOKEN.match(line, position):
            position, room = token.end(), room - 1
            if token[1] == b"(":
                parents.append(current)
                inner = list[Value]()
                # Beyond the limit only the items themselves count, not what a structure says deep inside.
                if room > 0 or len(parents) <= _SHALLOW:
                    current.append(inner)
                current = inner
            elif token[1]:
                current = parents.pop()
            elif room > 0 or len(parents) <= _SHALLOW:
                current.append(_value(token, literal))
    return top


def _value(token: re.Match[bytes], literal: bytes) -> Value:
    if token[3] is not None:
        return None if token[3] == b"NIL" else token[3]
    if token[2] is None:
        return literal
    return _ESCAPED.sub(rb"\1", token[2]) if b"\\" in token[2] else token[2]
