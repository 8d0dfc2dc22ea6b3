"""Signed-in connections kept warm between two pages: signing in costs 5 ms, a warm page 2 ms."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from medimail.lib.imap import Session
from medimail.lib.imap_errors import ImapUnavailable

Key = tuple[str, str]


class Pool:
    """Connections by (mailbox, person): one person's connection is never lent to another.

    `limit` counts all connections; `idle` and `age` are seconds. `age` bounds how long a person keeps a connection
    opened by a token that would no longer be given.
    """

    def __init__(
        self,
        connect: Callable[[str, str], Session],
        *,
        limit: int = 64,
        idle: float = 60,
        age: float = 600,
        wait: float = 5,
    ) -> None:
        self._connect, self._idle, self._age, self._wait = connect, idle, age, wait
        self._room = threading.BoundedSemaphore(limit)
        self._lock = threading.Lock()
        self._kept: dict[Key, list[tuple[Session, float]]] = {}
        self._reaper: threading.Timer | None = None
        self._limit = limit

    @contextmanager
    def session(self, mailbox: str, person: str) -> Iterator[Session]:
        """Raises ImapUnavailable when no connection can be had."""
        if not self._room.acquire(timeout=self._wait):
            raise ImapUnavailable("too many connections")
        try:
            yield from self._lend((mailbox, person))
        finally:
            self._room.release()

    def close(self) -> None:
        self._drop(lambda _since, _session: True)

    def _lend(self, key: Key) -> Iterator[Session]:
        session = self._take(key) or self._connect(*key)
        clean = False
        try:
            yield session
            clean = True
        finally:
            # After an exception the connection may be half-way through an answer meant for somebody's page.
            if clean and not session.broken:
                self._keep(key, session)
            else:
                session.close()

    def _take(self, key: Key) -> Session | None:
        while True:
            with self._lock:
                kept = self._kept.get(key)
                session = kept.pop()[0] if kept else None
            if session is None or not (session.dead() or self._old(session)):
                return session
            session.close()

    def _keep(self, key: Key, session: Session) -> None:
        with self._lock:
            self._kept.setdefault(key, []).append((session, time.monotonic()))
            excess = self._oldest() if sum(map(len, self._kept.values())) > self._limit else None
            self._schedule()
        if excess:
            excess.close()

    def _oldest(self) -> Session:
        key = min((key for key, kept in self._kept.items() if kept), key=lambda key: self._kept[key][0][1])
        return self._kept[key].pop(0)[0]

    def _old(self, session: Session) -> bool:
        return time.monotonic() - session.born > self._age

    def _schedule(self) -> None:
        if self._reaper is None:
            self._reaper = threading.Timer(self._idle, self._reap)
            self._reaper.daemon = True
            self._reaper.start()

    def _reap(self) -> None:
        limit = time.monotonic() - self._idle
        self._drop(lambda since, session: since <= limit or self._old(session))
        with self._lock:
            self._reaper = None
            if self._kept:
                self._schedule()

    def _drop(self, unwanted: Callable[[float, Session], bool]) -> None:
        with self._lock:
            dropped = [s for kept in self._kept.values() for s, since in kept if unwanted(since, s)]
            remaining = {
                key: [(s, since) for s, since in kept if not unwanted(since, s)] for key, kept in self._kept.items()
            }
            self._kept = {key: kept for key, kept in remaining.items() if kept}
        for session in dropped:
            session.close()
