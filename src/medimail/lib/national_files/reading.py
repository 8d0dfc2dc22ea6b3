"""From bytes to rows, one block at a time, whatever the size of the file."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from medimail.lib.national_files.errors import FileRefused
from medimail.lib.national_files.layouts import Layout, Row, layout_of
from medimail.lib.national_files.reasons import Reason, Tally

_BLOCK = 1 << 20
_LONGEST_LINE = 4_000  # characters; the longest of August 2026 has about 700
_LONGEST_KEPT = 1 << 22  # bytes without any end of line: this is no table
_LONGEST_CELL = 500  # characters: a key of 2,700 bytes fits no index of PostgreSQL's
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]")
# What comes with a copied name and is not seen, or turns the direction of reading and makes an address look like
# another (UAX 9).
_UNSEEN = re.compile(r"[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_ODD = re.compile(f"{_CONTROL.pattern}|{_UNSEEN.pattern}")


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Table:
    """One file as a stream of rows. Raises `FileRefused` when it is no table of the national directory."""

    def __init__(self, stream: Stream) -> None:
        self._lines = _blocks(stream)
        self._first = next(self._lines, [])
        header = _header(self._first[0] if self._first else b"")
        self._width = len(header)
        layout = layout_of(header)
        if layout is None:
            raise FileRefused("unknown", "none of the files of the national directory has these columns")
        if not layout.fits(header):
            raise FileRefused("columns", ", ".join(name for name in layout.wanted if name not in header))
        self.layout: Layout = layout
        self._pick: Callable[[Sequence[str]], Row] = layout.picker(header)
        self.tally = Tally()

    def blocks(self) -> Iterator[bytes]:
        """Rows in the text format of PostgreSQL's COPY, each led by its digest. `tally` counts as they come."""
        yield self._rows(self._first[1:])
        for lines in self._lines:
            yield self._rows(lines)

    def _rows(self, lines: list[bytes]) -> bytes:
        rows = []
        for line in lines:
            self.tally.read += 1
            row = self._row(line)
            if isinstance(row, Reason):
                self.tally.refuse(row)
            else:
                rows.append(row)
        return "".join(rows).encode()

    def _row(self, line: bytes) -> str | Reason:
        try:
            text = line.decode()
        except UnicodeDecodeError:
            return Reason.ENCODING
        if len(text) > _LONGEST_LINE:
            return Reason.TOO_LONG
        if _ODD.search(text):
            if _CONTROL.search(text):
                return Reason.CONTROL
            text = _UNSEEN.sub("", text)
        cells = text.split("|")
        if len(cells) != self._width:
            return Reason.COLUMNS
        if len(text) > _LONGEST_CELL and max(map(len, cells)) > _LONGEST_CELL:
            return Reason.TOO_LONG
        row = self.layout.read(self._pick(cells))
        return row if isinstance(row, Reason) else _copied(row)


def _copied(row: Row) -> str:
    joined = "\t".join(row)
    if "\\" in joined or joined.count("\t") != len(row) - 1:
        joined = "\t".join(cell.replace("\\", "\\\\").replace("\t", " ") for cell in row)
    digest = hashlib.blake2b(joined.encode(), digest_size=16).hexdigest()
    return f"{digest}\t{joined}\n"


def _blocks(stream: Stream) -> Iterator[list[bytes]]:
    """Whole lines, without their ends. A file that does not end with an end of line was cut off."""
    kept = b""
    while block := stream.read(_BLOCK):
        whole, ended, rest = (kept + block).rpartition(b"\n")
        kept = rest
        if len(kept) > _LONGEST_KEPT:
            raise FileRefused("columns", "no end of line")
        if ended:
            yield [line.removesuffix(b"\r") for line in whole.split(b"\n")]
    if kept:
        raise FileRefused("truncated", "the last line has no end")


def _header(line: bytes) -> list[str]:
    try:
        return line.decode("utf-8-sig").split("|")
    except UnicodeDecodeError as error:
        raise FileRefused("encoding", "the header is not UTF-8") from error
