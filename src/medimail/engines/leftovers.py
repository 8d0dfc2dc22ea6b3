"""Engines that outlived a killed `up`: each start is written down, and found again by process id and start time.

The list lies in a folder of root's: whoever could write it could have any process killed.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from medimail.engines import family, process
from medimail.engines.console import say

RECORD = "running.json"


def record(folder: Path, pids: Iterable[int]) -> None:
    """Replaces the list; written whole or not at all."""
    born = {each.pid: each.born for each in family.descendants(os.getpid())}
    started = [(pid, born[pid]) for pid in pids if pid in born]
    draft = folder / f"{RECORD}.new"
    draft.write_text(json.dumps(started))
    draft.replace(folder / RECORD)


def forget(folder: Path) -> None:
    (folder / RECORD).unlink(missing_ok=True)


def stop(folder: Path) -> None:
    """Ends what a former `up` left, and only that: a reused process id has another start time."""
    ours = _recorded(folder)
    if ours:
        say("Stopping what an interrupted run left behind…")
    # The database was started first and ends last: the others wait for it while they close.
    for wave in (ours[1:], ours[:1]):
        below = {child for each in wave for child in family.descendants(each.pid)}
        process.end({*wave, *below}, process.PATIENCE)
    forget(folder)


def _recorded(folder: Path) -> list[family.Process]:
    try:
        started = json.loads((folder / RECORD).read_text())
    except (OSError, ValueError):
        return []
    found = [family.Process(pid, parent=0, terminal=0, born=born) for pid, born in started]
    return [each for each in found if each.alive()]
