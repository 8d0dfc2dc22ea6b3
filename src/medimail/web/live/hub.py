"""Who waits for news of which box. One connection to PostgreSQL listens for all open pages."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager

import psycopg

from medimail.mailboxes.news import CHANNEL

log = logging.getLogger(__name__)
Connect = Callable[[], Awaitable[psycopg.AsyncConnection]]
_PAUSE = 1.0


class Reader:
    """One open page. News that come faster than it reads become one."""

    def __init__(self) -> None:
        self._boxes: set[int] = set()
        self._news = asyncio.Event()

    def tell(self, box: int) -> None:
        self._boxes.add(box)
        self._news.set()

    async def wait(self, seconds: float) -> set[int]:
        """Boxes with news; none after that time."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return set()
        self._news.clear()
        told, self._boxes = self._boxes, set()
        return told


class Hub:
    def __init__(self) -> None:
        self._readers: dict[int, set[Reader]] = defaultdict(set)

    @contextmanager
    def reading(self, boxes: Collection[int]) -> Iterator[Reader]:
        reader = Reader()
        for box in boxes:
            self._readers[box].add(reader)
        try:
            yield reader
        finally:
            for box in boxes:
                self._readers[box].discard(reader)
                if not self._readers[box]:
                    del self._readers[box]

    async def listen(self, connect: Connect) -> None:
        """For ever. What was said while the database was away is unknown: everyone looks again."""
        while True:
            try:
                async for box in _said(connect):
                    self._tell(box)
            except (psycopg.Error, OSError) as error:
                log.warning("not listening: %s", type(error).__name__)
            await asyncio.sleep(_PAUSE)
            for box in list(self._readers):
                self._tell(box)

    def _tell(self, box: int) -> None:
        for reader in self._readers.get(box, ()):
            reader.tell(box)


async def _said(connect: Connect) -> AsyncIterator[int]:
    async with await connect() as link:
        await link.execute(f"LISTEN {CHANNEL}")
        async for notice in link.notifies():
            if notice.payload.isdecimal():
                yield int(notice.payload)
