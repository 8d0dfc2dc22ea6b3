"""Keeps the started engines running: what dies is started again, what dies too often ends the house."""

import contextlib
import ctypes
import os
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from medimail.engines import family, leftovers, process, stack
from medimail.engines.console import say
from medimail.engines.site import Site
from medimail.engines.stack import EngineError, Running

MOST_DEATHS = 5
WINDOW = 60.0  # seconds
PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0)  # seconds before the first, second… restart within the window
PR_SET_CHILD_SUBREAPER = 36


@dataclass
class Watched:
    name: str
    running: Running | None = None
    ready: bool = False
    due: float = 0.0  # when it is started again, or when it must have answered
    deaths: deque[float] = field(default_factory=deque)

    def count(self, now: float) -> int:
        self.deaths.append(now)
        while now - self.deaths[0] > WINDOW:
            self.deaths.popleft()
        return len(self.deaths)


class Supervisor:
    """Every method but `stop` may raise EngineError, whose text is for the operator."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.folder = folder
        self.watched: list[Watched] = []
        # Children of an engine that dies come to this process, so none can be lost from sight.
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def start(self, *names: str) -> None:
        """They come up together; `wait` for their answers."""
        for name in names:
            say(f"Starting {name}…")
            watched = Watched(name)
            self.watched.append(watched)
            watched.running = stack.launch(self.site, name)
        self._record()

    def wait(self) -> None:
        """Returns when all that was started answers."""
        for watched in self.watched:
            if watched.running is not None and not watched.ready:
                stack.wait_ready(watched.running)
                watched.ready = True
                say(f"  {watched.name} is ready")

    def watch(self) -> None:
        """Never returns."""
        while True:
            for watched in self.watched:
                self._look(watched, time.monotonic())
            self._reap_strangers()
            time.sleep(0.1)

    def stop(self) -> None:
        """In reverse order of the start; whatever is still below this process afterwards is killed."""
        for watched in reversed(self.watched):
            if watched.running is not None:
                watched.running.stop()
                watched.running = None
        process.end(family.descendants(os.getpid()), patience=5)
        leftovers.forget(self.folder)

    def _look(self, watched: Watched, now: float) -> None:
        if watched.running is None:
            if now >= watched.due:
                self._restart(watched, now)
        elif (status := watched.running.popen.poll()) is not None:
            self._bury(watched, watched.running, f"ended unexpectedly ({_cause(status)})")
        elif not watched.ready:
            self._await(watched, watched.running, now)

    def _restart(self, watched: Watched, now: float) -> None:
        engine = stack.ENGINES[watched.name]
        engine.prepare(self.site)
        service = engine.service(self.site)
        watched.running = Running(service, process.start(service))
        watched.due = now + stack.DEADLINE
        self._record()

    def _await(self, watched: Watched, running: Running, now: float) -> None:
        if running.service.ready():
            watched.ready = True
            say(f"  {watched.name} is back")
        elif now > watched.due:
            self._bury(watched, running, f"did not answer for {stack.DEADLINE:.0f} s")

    def _bury(self, watched: Watched, running: Running, how: str) -> None:
        running.stop()
        watched.running, watched.ready = None, False
        now = time.monotonic()
        count = watched.count(now)
        if count > MOST_DEATHS:
            lines = process.tail(running.service.log, 15)
            raise EngineError(f"{watched.name} ended {count} times within a minute. Its last log lines:\n{lines}")
        watched.due = now + PAUSES[count - 1]
        say(f"{watched.name} {how}; starting it again…")

    def _record(self) -> None:
        leftovers.record(self.folder, [each.running.popen.pid for each in self.watched if each.running])

    def _reap_strangers(self) -> None:
        known = {each.running.popen.pid for each in self.watched if each.running}
        with contextlib.suppress(ChildProcessError):
            while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                if ended.si_pid in known:
                    return
                os.waitpid(ended.si_pid, os.WNOHANG)


def _cause(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"
