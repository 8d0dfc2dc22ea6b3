"""Programs as services: started apart, known by their folder, stopped with everything they started."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from medimail.engines import family
from medimail.engines.site import acting_as

PATIENCE = 15.0


@dataclass(frozen=True)
class Service:
    """`cwd` belongs to this service alone: a process found working there is one of its own, whoever its parent is."""

    name: str
    argv: list[str]
    env: Mapping[str, str]
    account: str | None
    log: Path
    ready: Callable[[], bool]
    stop: signal.Signals
    cwd: Path


def start(service: Service) -> subprocess.Popen[bytes]:
    """Orphans of an earlier run are ended first: they still hold its sockets and locks."""
    end(family.of(service.cwd), PATIENCE)
    with open_log(service.log, service.account) as log:
        return subprocess.Popen(
            service.argv,
            env=dict(service.env),
            cwd=service.cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            umask=0o077,
            user=service.account,
            group=service.account,
            extra_groups=None if service.account is None else [],
        )


def stop(popen: subprocess.Popen[bytes], service: Service, patience: float = PATIENCE) -> None:
    known = family.of(service.cwd) | family.descendants(popen.pid)
    if popen.poll() is None:
        popen.send_signal(service.stop)
        try:
            popen.wait(patience)
        except subprocess.TimeoutExpired:
            popen.kill()
            popen.wait()
    end({each for each in known | family.of(service.cwd) if each.pid != popen.pid}, patience)


def end(processes: set[family.Process], patience: float) -> None:
    """Each gets a moment to leave by itself (orphans mostly do), then SIGTERM, then SIGKILL."""
    for number, seconds in ((None, 1.0), (signal.SIGTERM, patience), (signal.SIGKILL, patience)):
        ask(processes, number, seconds)


def ask(processes: set[family.Process], number: signal.Signals | None, patience: float) -> None:
    """Sends the signal; returns when all are gone, or after that many seconds."""
    alive = {each for each in processes if each.alive()}
    for each in alive:
        if number is not None:
            each.send(number)
    limit = time.monotonic() + patience
    while time.monotonic() < limit and any(each.alive() for each in alive):
        time.sleep(0.02)


def open_log(log: Path, account: str | None) -> BinaryIO:
    with acting_as(account) if account else contextlib.nullcontext():
        # The log folder belongs to the account: a link there must not lead root elsewhere.
        return os.fdopen(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600), "ab")


def tail(log: Path, lines: int) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - 64 * 1024))
            text = file.read().decode(errors="replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])
