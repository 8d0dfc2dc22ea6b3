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
    p95: float = 0.0


def measure(what: str, act: Callable[[], None], rounds: int) -> Figure:
    """The first round warms up and is not counted."""
    times = []
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return Figure(what, statistics.median(times[1:]), max(times[1:]))


def of_times(what: str, times: list[float]) -> Figure:
    return Figure(what, statistics.median(times), max(times), statistics.quantiles(times, n=20)[-1])


def ratios(one: Figure, alone: Figure) -> str:
    """Two rows: what is measured, and what it cannot be faster than."""
    row = f"| {one.what} | {_ms(one.median)} | {_ms(one.p95)} | {one.p95 / alone.p95:.2f} |"
    return f"{row}\n| {alone.what} | {_ms(alone.median)} | {_ms(alone.p95)} | 1 |"


def table(title: str, floor: Figure, others: list[Figure]) -> str:
    rows = [
        f"| {each.what} | {_ms(each.median)} | {_ms(each.worst)} | {each.median / floor.median:.1f} |"
        for each in others
    ]
    head = [f"### {title}", "", "| | median | worst | ratio to the floor |", "|---|---|---|---|"]
    return "\n".join([*head, f"| {floor.what} (floor) | {_ms(floor.median)} | {_ms(floor.worst)} | 1 |", *rows, ""])


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
