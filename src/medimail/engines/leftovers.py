"""Engines that outlived a killed `up`: each start is written down, and found again by process id and start time."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from medimail.engines import family, process
from medimail.engines.console import say

RECORD = "running.json"
BOOT = Path("/proc/sys/kernel/random/boot_id")


def record(home: Path, pids: Iterable[int]) -> None:
    """Replaces the list; written whole or not at all."""
    wanted = set(pids)
    started = [(each.pid, each.born) for each in family.descendants(os.getpid()) if each.pid in wanted]
    draft = home / f"{RECORD}.new"
    draft.write_text(json.dumps({"boot": BOOT.read_text(), "started": started}))
    draft.replace(home / RECORD)


def forget(home: Path) -> None:
    (home / RECORD).unlink(missing_ok=True)


def stop(home: Path) -> None:
    """Ends what a former `up` left, and only that: a reused process id has another start time."""
    ours = _recorded(home)
    if ours:
        say("Stopping what an interrupted run left behind…")
        for each in set(ours):
            ours |= family.descendants(each.pid)
        process.end(ours, process.PATIENCE)
    forget(home)


def _recorded(home: Path) -> set[family.Process]:
    try:
        content = json.loads((home / RECORD).read_text())
        if content["boot"] != BOOT.read_text():
            return set()
        found = {family.Process(pid, parent=0, terminal=0, born=born) for pid, born in content["started"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {each for each in found if each.alive()}
