"""A ZIP written while it is sent: one piece of one file in memory at a time."""

import io
import zipfile
from collections.abc import Iterable, Iterator

_FORBIDDEN = dict.fromkeys(map(ord, '/\\:*?"<>|'), "-")
_DATE = (1980, 1, 1, 0, 0, 0)


class _Spool(io.RawIOBase):
    """Remembers only what has not been taken yet. Not seekable, so that sizes are written after each file."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._waiting += data
        return len(data)

    def take(self) -> bytes:
        taken, self._waiting = bytes(self._waiting), bytearray()
        return taken


def stream(
    files: Iterable[tuple[str, Iterable[bytes]]], date: tuple[int, int, int, int, int, int] = _DATE
) -> Iterator[bytes]:
    """Stored, not packed: most attachments are packed already."""
    spool = _Spool()
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_STORED) as archive:
        for name, pieces in files:
            with archive.open(zipfile.ZipInfo(name, date), "w", force_zip64=True) as entry:
                for piece in pieces:
                    entry.write(piece)
                    if ready := spool.take():
                        yield ready
    yield spool.take()


def entry_names(names: Iterable[str]) -> list[str]:
    """Each once, even where capitals count for nothing; no path, no device, no hidden file."""
    given: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = name.translate(_FORBIDDEN).strip(" .") or "document"
        stem, dot, ending = plain.rpartition(".")
        number, fresh = 1, plain
        while fresh.casefold() in taken:
            number += 1
            fresh = f"{stem} ({number}){dot}{ending}" if stem else f"{plain} ({number})"
        taken.add(fresh.casefold())
        given.append(fresh)
    return given
