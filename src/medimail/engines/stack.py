"""The stack in order. Tests and tools write:

    with running(Site(home, port, durable=False), ["postgres", "dovecot", "postfix"]) as stack: ...

`begin(site, name)` prepares, starts and waits for one service; the supervisor launches many and waits for all.
"""

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from medimail.engines import applications, dovecot, postfix, postgres
from medimail.engines.process import Service, start, stop, tail
from medimail.engines.site import Site, create_home, write_env

DEADLINE = 30.0


class Engine(NamedTuple):
    prepare: Callable[[Site], None]
    service: Callable[[Site], Service]


def _telling(service: Service, site: Site, *tell: Callable[[Site], None]) -> Service:
    """Its clients hear that it answers: left alone they would stay away for up to a minute more."""

    def ready() -> bool:
        if not service.ready():
            return False
        for each in tell:
            each(site)
        return True

    return replace(service, ready=ready)


def _database(site: Site) -> Service:
    return _telling(postgres.service(site), site, postfix.forget_failures, dovecot.forget_failures)


def _web(site: Site) -> Service:
    return _telling(applications.web(site), site, dovecot.forget_silence)


ENGINES = {
    "postgres": Engine(postgres.prepare, _database),
    "dovecot": Engine(dovecot.prepare, dovecot.service),
    "postfix": Engine(postfix.prepare, postfix.service),
    "policy": Engine(applications.prepare, applications.policy),
    "names": Engine(applications.prepare, applications.names),
    "sandbox": Engine(applications.prepare, applications.sandbox),
    "web": Engine(applications.prepare, _web),
    "live": Engine(applications.prepare, applications.live),
    "worker": Engine(applications.prepare, applications.worker),
}


class EngineError(RuntimeError):
    """A service ended or stayed silent; the text ends with its last log lines."""


@dataclass(frozen=True)
class Running:
    service: Service
    popen: subprocess.Popen[bytes]

    def stop(self) -> None:
        stop(self.popen, self.service)


@dataclass
class Stack:
    site: Site
    members: dict[str, Running] = field(default_factory=dict)

    def begin(self, name: str) -> None:
        self.members[name] = begin(self.site, name)

    def stop(self, name: str) -> None:
        self.members.pop(name).stop()

    def kill(self, name: str) -> None:
        """SIGKILL to the first process only, as a crash would: its children are left to themselves."""
        popen = self.members.pop(name).popen
        popen.kill()
        popen.wait()


def begin(site: Site, name: str, deadline: float = DEADLINE) -> Running:
    """Raises EngineError when it does not answer in time; nothing of it is left running then."""
    running = launch(site, name)
    try:
        wait_ready(running, deadline)
    except BaseException:
        running.stop()
        raise
    return running


def launch(site: Site, name: str) -> Running:
    """Raises EngineError when it cannot be prepared; whether it answers is seen later."""
    engine = ENGINES[name]
    try:
        engine.prepare(site)
    except subprocess.CalledProcessError as error:
        raise EngineError(f"{name} cannot be prepared.\n{tail(site.log / f'{name}.log', 15)}") from error
    service = engine.service(site)
    return Running(service, start(service))


def wait_ready(running: Running, deadline: float = DEADLINE) -> None:
    limit = time.monotonic() + deadline
    while not running.service.ready():
        ended = running.popen.poll() is not None
        if ended or time.monotonic() > limit:
            said = "ended at once" if ended else f"does not answer after {deadline:.0f} s"
            lines = tail(running.service.log, 15)
            raise EngineError(f"{running.service.name} {said}. Its last log lines:\n{lines}")
        time.sleep(0.05)


@contextlib.contextmanager
def running(site: Site, names: list[str]) -> Iterator[Stack]:
    """Starts in the given order, stops in reverse; raises EngineError, and stops what was started, on failure."""
    create_home(site)
    write_env(site)
    stack = Stack(site)
    try:
        for name in names:
            stack.begin(name)
        yield stack
    finally:
        for name in reversed(list(stack.members)):
            stack.stop(name)
