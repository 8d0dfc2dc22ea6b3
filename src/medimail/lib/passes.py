"""One pass of background work over many items, each of which may fail alone or because an engine is down."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
GIVE_UP = 3


def each_while_answered(items: Iterable[T], answered: Callable[[T], bool]) -> None:
    """One item that fails holds back no other; after three in a row the engine is down, and the rest waits."""
    failures = 0
    for item in items:
        failures = 0 if answered(item) else failures + 1
        if failures == GIVE_UP:
            return
