"""The daily file of all our boxes, complete or absent."""

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from medimail.audit.actions import trace
from medimail.lib import mss_file
from medimail.publication.errors import Reason
from medimail.publication.models import Box, Change, DailyFile

DRIVER = "file"
_KEPT = timedelta(days=30)
_NOBODY_S = Q(says__kind="PER", says__national_id="") | Q(says__kind="ORG", says__finess="", says__siret="")
"""Nobody is known to carry the box: the file has no line without a number."""
_NAME = re.compile(r"Publication_BAL_MSSante_\d{8}\.txt")


def write_file(folder: Path) -> bool:
    """Once a day. False when it could not be written; then it is tried again."""
    try:
        _write(folder, timezone.localdate())
    except OSError:
        Change.objects.filter(state=Change.State.WAITING).exclude(reason=Reason.FOLDER).update(reason=Reason.FOLDER)
        return False
    return True


@transaction.atomic
def _write(folder: Path, day: date) -> None:
    """Killed after the file and before the commit, the same file is written again."""
    name = f"Publication_BAL_MSSante_{day:%Y%m%d}.txt"
    daily, first = DailyFile.objects.get_or_create(day=day, defaults={"name": name})  # a second worker waits here
    if not first:
        return
    # Before the boxes are read: what is recorded meanwhile waits for the next file.
    left = Change.objects.filter(state__in=[Change.State.WAITING, Change.State.REFUSED])
    left.filter(_NOBODY_S).update(state=Change.State.REFUSED, reason=Reason.NO_BEARER)
    changes = left.exclude(_NOBODY_S).update(state=Change.State.TOLD, told_at=timezone.now(), told_by=DRIVER, reason="")
    daily.boxes = _replace(folder / name, _lines())
    daily.save(update_fields=["boxes"])
    Box.objects.filter(listed=True).exclude(held_by=DRIVER).update(held_by=DRIVER)
    Box.objects.filter(listed=False, held_by=DRIVER).update(held_by="")
    trace(None, "publication.told", daily, driver=DRIVER, boxes=daily.boxes, changes=changes)
    _forget(folder, f"Publication_BAL_MSSante_{day - _KEPT:%Y%m%d}.txt")


def _lines() -> Iterator[str]:
    """The file has no column for the red list: who is on it is not in the file."""
    seen = Box.objects.filter(listed=True).exclude(says__red_list=True).exclude(_NOBODY_S)
    for box in seen.order_by("address").iterator():
        yield mss_file.line(box.facts)


def _replace(path: Path, lines: Iterator[str]) -> int:
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    draft, count = path.with_name(f".{path.name}.new"), 0
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(mss_file.HEADER)
        for count, line in enumerate(lines, 1):  # noqa: B007 (counted to the last)
            file.write(line)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    entry = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(entry)  # or the name could be lost with the power
    finally:
        os.close(entry)
    return count


def _forget(folder: Path, oldest: str) -> None:
    for path in folder.iterdir():
        if _NAME.fullmatch(path.name) and path.name < oldest:
            path.unlink()
