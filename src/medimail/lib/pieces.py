"""What a message is made of when it is never whole in memory: bytes, streams of known length, parts the store holds."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

_LINE = 57  # RFC 2045, 6.8: 76 characters once encoded
_AT_ONCE = _LINE * 4096


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a message of the same mailbox, which the store copies by itself (RFC 4469)."""

    folder: str
    uid: int
    section: str
    """Empty for the whole message."""


@dataclass(frozen=True, slots=True)
class Stream:
    size: int
    chunks: Callable[[], Iterator[bytes]]


Piece = bytes | Section | Stream


def encoded(file: IO[bytes], size: int) -> Stream:
    """The file in base64, read as it is sent."""
    return Stream(4 * -(-size // 3) + 2 * -(-size // _LINE), lambda: _lines(file))


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_AT_ONCE):
        text = base64.b64encode(chunk)
        yield b"".join(text[start : start + 76] + b"\r\n" for start in range(0, len(text), 76))
