"""Hours of a day as people write them, and the slots cut out of them."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

Range = tuple[time, time]
Slot = tuple[datetime, datetime]
_HOUR = r"(\d{1,2})\s*(?:h|:)?\s*(\d{2})?"
_RANGE = re.compile(rf"\s*(?:de\s+)?{_HOUR}\s*(?:-|–|à)\s*{_HOUR}\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;/]|\bet\b")


def read(text: str) -> list[Range]:
    """« 9h-12h, 14h-17h30 » in the order of the day. ValueError when it cannot be read or when two of them overlap."""
    found = sorted(_range(part) for part in _BETWEEN.split(text) if part.strip())
    for (_, before), (after, _) in pairwise(found):
        if after < before:
            raise ValueError("two ranges overlap")
    return found


def _range(text: str) -> Range:
    match = _RANGE.fullmatch(text)
    if not match:
        raise ValueError("not two hours")
    hours = [int(part or 0) for part in match.groups()]
    start, end = time(hours[0], hours[1]), time(hours[2], hours[3])
    if end <= start:
        raise ValueError("ends before it starts")
    return start, end


def written(ranges: Iterable[Range]) -> str:
    return ", ".join(f"{_written(start)}-{_written(end)}" for start, end in ranges)


def _written(hour: time) -> str:
    return f"{hour.hour}h{hour:%M}" if hour.minute else f"{hour.hour}h"


def slots(day: date, ranges: Iterable[Range], length: timedelta, zone: ZoneInfo) -> Iterator[Slot]:
    """Counted in real minutes, so that a day of 23 or 25 hours neither doubles nor invents a slot."""
    for opening, closing in ranges:
        start = datetime.combine(day, opening, zone).astimezone(UTC)
        end = datetime.combine(day, closing, zone).astimezone(UTC)
        while start + length <= end:
            yield start, start + length
            start += length
