"""One run, one machine, one house: each figure stands beside its floor, and the ratio is what counts."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    what: str
    median: float
    worst: float
    """Both in seconds."""


def measure(what: str, act: Callable[[], None], rounds: int) -> Figure:
    """The first round warms up and is not counted."""
    times = []
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return Figure(what, statistics.median(times[1:]), max(times[1:]))


def table(title: str, floor: Figure, others: list[Figure]) -> str:
    rows = [
        f"| {each.what} | {_ms(each.median)} | {_ms(each.worst)} | {each.median / floor.median:.1f} |"
        for each in others
    ]
    head = [f"### {title}", "", "| | median | worst | ratio to the floor |", "|---|---|---|---|"]
    return "\n".join([*head, f"| {floor.what} (floor) | {_ms(floor.median)} | {_ms(floor.worst)} | 1 |", *rows, ""])


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
