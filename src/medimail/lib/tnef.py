"""The files inside a `winmail.dat` of Outlook ([MS-OXTNEF]), read as it streams by: nothing of it is whole in memory.

The libraries that exist keep all of it in memory, and none is kept up.
"""

import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from medimail.lib import mime_text

KINDS = {"application/ms-tnef", "application/vnd.ms-tnef"}
NAMES = {"winmail.dat", "win.dat"}
MAX_FILES = 100
_SIGNATURE = 0x223E9F78
_START, _TITLE, _DATA, _PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_CODE_PAGE = 0x9007
_MAX_SMALL = 64 * 1024  # a name or a list of properties; what lies beyond is passed over
_MAX_ATTRIBUTES = 10_000
_LONG_NAME = 0x3707


class NotTnef(Exception):
    """It is not what its name says: it stays the file it is."""


@dataclass(slots=True)
class Packed:
    name: str = ""
    size: int = 0
    place: int = 0
    """Its number among all contents, from 1; 0 while none was seen."""


def files(pieces: Iterable[bytes]) -> list[Packed]:
    """Those before the place where it breaks, if it does. Raises NotTnef."""
    found: list[Packed] = []
    source, page, contents = _Source(pieces), "cp1252", 0
    with suppress(EOFError):
        for kind, length in _attributes(source):
            contents += kind == _DATA
            if kind == _START:
                if len(found) == MAX_FILES:
                    break
                found.append(Packed())
            elif kind == _CODE_PAGE:
                page = _code_page(source.small(length))
            elif kind == _DATA and found and not found[-1].place:
                found[-1].place, found[-1].size = contents, length
            elif found:
                _name(found[-1], kind, source.small(length), page)
    return [one for one in found if one.place]


def content(pieces: Iterable[bytes], place: int) -> Iterator[bytes]:
    """Of the file at this place; it ends early where it breaks."""
    source, contents = _Source(pieces), 0
    with suppress(EOFError, NotTnef):
        for kind, length in _attributes(source):
            contents += kind == _DATA
            if kind == _DATA and contents == place:
                yield from source.through(length)
                return


def _name(file: Packed, kind: int, value: bytes, page: str) -> None:
    if kind == _TITLE and not file.name:
        file.name = _shown(value.split(b"\0")[0].decode(page, "replace"))
    elif kind == _PROPERTIES and (name := _long_name(value, page)):
        file.name = _shown(name)


def _attributes(source: "_Source") -> Iterator[tuple[int, int]]:
    """Number and length of each; what was not read of it is passed over. Raises NotTnef, EOFError."""
    try:
        signature, _ = struct.unpack("<IH", source.take(6))
    except EOFError:
        raise NotTnef from None
    if signature != _SIGNATURE:
        raise NotTnef
    for _ in range(_MAX_ATTRIBUTES):
        try:
            level, kind, _, length = struct.unpack("<BHHI", source.take(9))
        except EOFError:
            return
        if level not in {1, 2}:
            return
        end = source.position + length
        yield kind, length
        source.skip(end - source.position + 2)  # a checksum of two bytes


def _code_page(value: bytes) -> str:
    number = int.from_bytes(value[:4], "little")
    name = "utf-8" if number == 65001 else f"cp{number}"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def _long_name(value: bytes, page: str) -> str:
    """Of the properties of a file; empty where there is none or they cannot be read."""
    try:
        return next((_text(kind, data, page) for kind, number, data in _properties(value) if number == _LONG_NAME), "")
    except (struct.error, ValueError):
        return ""


def _properties(value: bytes) -> Iterator[tuple[int, int, bytes]]:
    (count,), at = struct.unpack_from("<I", value, 0), 4
    for _ in range(min(count, 500)):
        kind, number = struct.unpack_from("<HH", value, at)
        at += 4
        if number >= 0x8000:
            at = _after_name(value, at)
        values, at = _values(value, at, kind)
        yield kind, number, values


def _after_name(value: bytes, at: int) -> int:
    (by_string, length) = struct.unpack_from("<II", value, at + 16)
    return at + 24 + (_padded(length) if by_string else 0)


def _values(value: bytes, at: int, kind: int) -> tuple[bytes, int]:
    """The first of them, and where the next property begins."""
    several, bare = kind & 0x1000, kind & 0x0FFF
    varies = bare in {0x0D, 0x1E, 0x1F, 0x102}
    count, first = 1, b""
    if several or varies:
        (count,) = struct.unpack_from("<I", value, at)
        at += 4
    for number in range(min(count, 500)):
        size = _WIDTHS.get(bare, 4)
        if varies:
            (size,) = struct.unpack_from("<I", value, at)
            at += 4
        first = value[at : at + size] if number == 0 else first
        at += _padded(size)
    return first, at


_WIDTHS = {0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16}


def _padded(size: int) -> int:
    return size + -size % 4


def _text(kind: int, data: bytes, page: str) -> str:
    return data.decode("utf-16-le" if kind == 0x1F else page, "replace").split("\0")[0]


def _shown(name: str) -> str:
    return mime_text.shown(name).replace("\\", "/").rpartition("/")[2].strip(" .")[:200]


class _Source:
    """Bytes asked for by number, of pieces of any size. Raises EOFError where they end."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._piece, self._at, self.position = iter(pieces), b"", 0, 0

    def through(self, count: int) -> Iterator[bytes]:
        while count > 0:
            if self._at == len(self._piece):
                self._piece, self._at = next(filter(None, self._pieces), b""), 0
                if not self._piece:
                    raise EOFError
            piece = self._piece[self._at : self._at + count]
            self._at += len(piece)
            self.position += len(piece)
            count -= len(piece)
            yield piece

    def take(self, count: int) -> bytes:
        return b"".join(self.through(count))

    def small(self, count: int) -> bytes:
        return self.take(min(count, _MAX_SMALL))

    def skip(self, count: int) -> None:
        for _ in self.through(count):
            pass
