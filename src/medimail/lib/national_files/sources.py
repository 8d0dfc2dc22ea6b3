"""A path, a ZIP or an address: each gives files one can read as a stream."""

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import requests

from medimail.lib.national_files.errors import FileRefused
from medimail.lib.national_files.reading import Stream

_PARIS = ZoneInfo("Europe/Paris")
_DATE = re.compile(r"(20\d{6})(\d{4})?")
_TIMEOUT = (10, 60)
_BLOCK = 1 << 20
_MOST_BYTES = 8 << 30  # thirty times the largest file of 2026: a ZIP bomb would fill the disk
_NEAR = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    dated: datetime
    """When the national directory wrote it: from its name, else from what the ZIP, the server or the disk says."""
    size: int
    """Bytes to read; 0 when it is not known."""
    stream: Stream
    packed: bool = False
    """Comes with others in one ZIP."""


@contextmanager
def opened(place: str, *, folder: str | None, authority: str = "") -> Iterator[Iterator[Source]]:
    """The files at a path or an address, one after the other. Raises `FileRefused`, also while one is read.

    A download waits in `folder`. `authority` is a file of certificates, for servers that IGC-Santé certifies.
    """
    if "://" in place:
        with _fetched(place, folder, authority or True) as (file, name, dated):
            yield _inside(file, name, dated)
    else:
        path = Path(place)
        try:
            with path.open("rb") as file:
                yield _inside(file, path.name, datetime.fromtimestamp(path.stat().st_mtime, _PARIS))
        except OSError as error:
            raise FileRefused("unreachable", error.strerror or "") from error


def _inside(file: BinaryIO, name: str, dated: datetime) -> Iterator[Source]:
    if not zipfile.is_zipfile(file):
        if name.lower().endswith(".zip"):
            raise FileRefused("truncated", "the ZIP has no end")
        size = file.seek(0, 2)
        file.seek(0)
        yield Source(name, _date(name) or dated, size, _Bounded(file))
        return
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if member.filename.lower().endswith(".txt"):
                written = datetime(*member.date_time, tzinfo=_PARIS)
                with archive.open(member) as content:
                    base = Path(member.filename).name
                    yield Source(base, _date(base) or written, member.file_size, _Bounded(content), packed=True)


class _Bounded:
    """Says a broken ZIP, a cut connection and a bomb in the words of a report."""

    def __init__(self, file: Stream) -> None:
        self._file = file
        self._left = _MOST_BYTES

    def read(self, size: int, /) -> bytes:
        try:
            block = self._file.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise FileRefused("truncated", "the ZIP is damaged") from error
        except OSError as error:
            raise FileRefused("unreachable", error.strerror or "") from error
        self._left -= len(block)
        if self._left < 0:
            raise FileRefused("too_large")
        return block


@contextmanager
def _fetched(address: str, folder: str | None, verify: str | bool) -> Iterator[tuple[BinaryIO, str, datetime]]:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _NEAR:
        raise FileRefused("unsafe", "only https")
    with tempfile.TemporaryFile(dir=folder) as file:
        try:
            with requests.get(address, stream=True, timeout=_TIMEOUT, verify=verify) as answer:
                if not answer.ok:
                    raise FileRefused("unreachable", f"HTTP {answer.status_code}")
                for block in answer.iter_content(_BLOCK):
                    file.write(block)
                    if file.tell() > _MOST_BYTES:
                        raise FileRefused("too_large")
        except requests.exceptions.ChunkedEncodingError as error:
            raise FileRefused("truncated", "the download ended early") from error
        except requests.RequestException as error:
            raise FileRefused("unreachable", type(error).__name__) from error
        file.seek(0)
        yield file, _name(answer), _modified(answer)


def _name(answer: requests.Response) -> str:
    said = re.search(r'filename="?([^";]+)', answer.headers.get("Content-Disposition", ""))
    return Path(said[1] if said else urlsplit(answer.url).path).name or "download"


def _modified(answer: requests.Response) -> datetime:
    try:
        return parsedate_to_datetime(answer.headers["Last-Modified"])
    except (KeyError, ValueError):
        return datetime.now(_PARIS)


def _date(name: str) -> datetime | None:
    found = _DATE.search(name)
    if not found:
        return None
    try:
        return datetime.strptime(found[1] + (found[2] or "0000"), "%Y%m%d%H%M").replace(tzinfo=_PARIS)
    except ValueError:
        return None
