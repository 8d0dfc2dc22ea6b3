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
from urllib.parse import urljoin, urlsplit
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
    """When the national directory wrote it: from its name, else from what the server or the disk says."""
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
    with _zip_troubles():
        archive = zipfile.ZipFile(file)
    with archive:
        for member in archive.infolist():
            if member.filename.lower().endswith(".txt"):
                with _zip_troubles():
                    content = archive.open(member)
                with content:
                    base = Path(member.filename).name
                    yield Source(base, _date(base) or dated, member.file_size, _Bounded(content), packed=True)


@contextmanager
def _zip_troubles() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FileRefused("truncated", "the ZIP is damaged") from error
    except RuntimeError as error:  # a password, or a way of packing that Python does not know
        raise FileRefused("unreachable", "the ZIP is locked or packed in an unknown way") from error


class _Bounded:
    """Says a broken ZIP, a cut connection and a bomb in the words of a report."""

    def __init__(self, file: Stream) -> None:
        self._file = file
        self._left = _MOST_BYTES

    def read(self, size: int, /) -> bytes:
        try:
            with _zip_troubles():
                block = self._file.read(size)
        except OSError as error:
            raise FileRefused("unreachable", error.strerror or "") from error
        self._left -= len(block)
        if self._left < 0:
            raise FileRefused("too_large")
        return block


@contextmanager
def _fetched(address: str, folder: str | None, verify: str | bool) -> Iterator[tuple[BinaryIO, str, datetime]]:
    _keep_safe(address)
    with tempfile.TemporaryFile(dir=folder) as file:
        try:
            hooks = {"response": _redirected}
            with requests.get(address, stream=True, timeout=_TIMEOUT, verify=verify, hooks=hooks) as answer:
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


def _keep_safe(address: str, *, near: bool = True) -> None:
    """`near`: this machine may be asked without encryption."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (near and parts.scheme == "http" and parts.hostname in _NEAR):
        raise FileRefused("unsafe", "only https")


def _redirected(answer: requests.Response, **_: object) -> None:
    """Before the next address is asked: a redirection could leave https, or knock at the doors of this machine."""
    if answer.is_redirect:
        _keep_safe(urljoin(answer.url, answer.headers["Location"]), near=urlsplit(answer.url).scheme == "http")


def name_of(place: str) -> str:
    """Without what the query of an address may hold: a key."""
    return Path(urlsplit(place).path if "://" in place else place).name or "download"


def _name(answer: requests.Response) -> str:
    said = re.search(r'filename="?([^";]+)', answer.headers.get("Content-Disposition", ""))
    return Path(said[1]).name if said else name_of(answer.url)


def _modified(answer: requests.Response) -> datetime:
    try:
        return parsedate_to_datetime(answer.headers["Last-Modified"]).astimezone(_PARIS)
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
