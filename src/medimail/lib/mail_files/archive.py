"""A file that somebody brings: what it is, and the messages in it. Names in it never become paths of ours."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import IO

from medimail.lib.mail_files import mbox
from medimail.lib.mail_files.letter import LARGEST, Letter, letter

MOST_ENTRIES = 100_000
_DIRECTORY = 64 * 1024 * 1024  # bytes; the standard library makes objects of ten times as much
_SMALL = 16 * 1024 * 1024  # our own copies hold such entries too: an image of one colour shrinks a thousand times
_LITTLE = 1024**3  # of all entries together
_RATIO = 200  # text shrinks 5 to 30 times, a bomb a thousand times (zip bombs, CWE-409)
_DEPTH, _NAME = 5, 60
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\*%\"<>|:?\ud800-\udfff]+")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")


class Refused(Exception):
    """`word`: empty, unknown, broken, encrypted, entries, bomb."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Found:
    folder: tuple[str, ...]
    name: str
    """How its owner finds it in the file again: for their own report alone."""
    letter: Letter | None
    """None when it cannot be read as a message."""


def letters(file: IO[bytes]) -> Iterator[Found]:
    """Every message of an EML, MBOX or ZIP file. Raises Refused, for a ZIP before the first message."""
    start = file.read(4096)
    file.seek(0)
    if start[:4] in {b"PK\3\4", b"PK\5\6"}:
        yield from _of_zip(file)
    elif start.startswith(b"From "):
        yield from _of_mbox((), "", file)
    elif found := letter(file.read(LARGEST)):
        yield Found((), "", found)
    else:
        raise Refused("unknown" if start.strip() else "empty")


def _of_zip(file: IO[bytes]) -> Iterator[Found]:
    _check_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, struct.error):
        raise Refused("broken") from None
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _check(entries)
    for entry in entries:
        yield from _of_entry(archive, entry)


def _check_directory(file: IO[bytes]) -> None:
    """The list of entries is read whole by the standard library: how long it is must be known before."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        raise Refused("broken")
    _, _, _, _, count, length, _, _ = _END.unpack_from(tail, at)
    before = tail.rfind(b"PK\6\6", 0, at)
    if before >= 0 and at - before >= _END64.size:
        count, length = max(count, _END64.unpack_from(tail, before)[7]), _END64.unpack_from(tail, before)[8]
    if length > _DIRECTORY or (count > MOST_ENTRIES and length > MOST_ENTRIES):
        raise Refused("entries")
    file.seek(0)


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refused("entries")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("encrypted")
    if any(entry.file_size > max(_SMALL, _RATIO * entry.compress_size) for entry in entries):
        raise Refused("bomb")
    whole, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if whole > max(_LITTLE, _RATIO * packed):
        raise Refused("bomb")
    # Entries that overlap are the bomb that needs no ratio (Fifield, 2019).
    spans = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    if any(start + length > after for (start, length), (after, _) in pairwise(spans)):
        raise Refused("bomb")


def _of_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Found]:
    path = PurePosixPath(_name(entry).replace("\\", "/"))
    if "__MACOSX" in path.parts or path.name.startswith("."):
        return
    folder = folder_of(path.parts[:-1])
    try:
        with archive.open(entry) as stream:
            if path.suffix.lower() == ".eml":
                found = letter(stream.read(LARGEST)) if entry.file_size <= LARGEST else None
                yield Found(folder, str(path), found)
            elif path.suffix.lower() in {"", ".mbox", ".mbx"}:
                yield from _of_mbox(folder_of([*path.parts[:-1], path.stem]), str(path), stream)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error):
        yield Found(folder, str(path), None)


def _of_mbox(folder: tuple[str, ...], name: str, stream: IO[bytes]) -> Iterator[Found]:
    for number, found in enumerate(mbox.letters(stream), 1):
        yield Found(folder, f"{name} n° {number}".strip(), found)


def _name(entry: zipfile.ZipInfo) -> str:
    """Without the mark of UTF-8 the standard reads cp437; programs write UTF-8 or Windows' own table."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp850")


def folder_of(parts: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Names fit for Dovecot, whatever stands in the archive: no path, no sign of its own, bounded."""
    names = (_UNFIT.sub(" ", part).strip(" .~")[:_NAME].strip() for part in parts if part not in {"..", "."})
    return tuple(name for name in names if name)[:_DEPTH]
