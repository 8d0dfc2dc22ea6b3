"""Which processes belong together, read from /proc."""

import contextlib
import os
import signal
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """`born` tells a process from a later one that received the same number."""

    pid: int
    parent: int
    terminal: int
    born: int
    name: str = ""

    def alive(self) -> bool:
        now = _read(self.pid)
        return now is not None and now.born == self.born

    def send(self, number: signal.Signals) -> None:
        if self.alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


def of(folder: Path) -> set[Process]:
    """Processes working in this folder. One with a terminal is a person looking around, not a service."""
    return {each for each in _all() if not each.terminal and _works_in(each.pid, folder)}


def descendants(pid: int) -> set[Process]:
    everyone = _all()
    found: set[Process] = set()
    parents = {pid}
    while parents:
        children = {each for each in everyone if each.parent in parents} - found
        found |= children
        parents = {each.pid for each in children}
    return found


def _all() -> list[Process]:
    numbers = [int(entry) for entry in os.listdir("/proc") if entry.isdecimal()]
    return [each for each in map(_read, numbers) if each is not None and each.pid != os.getpid()]


def _read(pid: int) -> Process | None:
    try:
        line = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The program's name may hold spaces and brackets: fields are counted after the last one (proc(5)).
    before, _, after = line.rpartition(")")
    fields = after.split()
    if fields[0] in "ZX":
        return None
    name = before.partition("(")[2]
    return Process(pid, parent=int(fields[1]), terminal=int(fields[4]), born=int(fields[19]), name=name)


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")).is_relative_to(folder)
    except OSError:
        return False
