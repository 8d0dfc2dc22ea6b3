"""Where the files of transfers lie: a folder nobody else reads, under names nobody can guess."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings

from medimail.transfers.errors import NoRoom
from medimail.transfers.models import Transfer

KEPT = timedelta(days=7)
_RESERVE = 512 * 1024 * 1024
"""Left to the engines, whatever is copied."""


def folder() -> Path:
    path: Path = settings.TRANSFERS_FOLDER
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def file_of(transfer: Transfer) -> Path:
    return folder() / transfer.token


def report_of(transfer: Transfer) -> Path:
    """What could not be taken over, for its owner: it names folders, so it lies beside the file and goes with it."""
    return folder() / f"{transfer.token}.txt"


def created(path: Path) -> IO[bytes]:
    """Empty, and nobody else's from its first byte."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")


def check_room(needed: int) -> None:
    """Raises NoRoom."""
    if shutil.disk_usage(folder()).free < needed + _RESERVE:
        raise NoRoom(needed)


def remove(token: str) -> None:
    for name in (token, f"{token}.part", f"{token}.txt"):
        (folder() / name).unlink(missing_ok=True)
