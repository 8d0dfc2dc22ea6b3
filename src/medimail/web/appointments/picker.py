"""A day, then a time, by plain links: what was picked stands in the address of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from medimail.appointments.queries import Day

TAKEN = "Ce créneau vient d’être pris. Choisissez-en un autre."
Week = tuple[date, list[Day]]
"""Its Monday and its days of work."""


@dataclass(frozen=True, slots=True)
class Picked:
    weeks: list[Week]
    day: Day | None
    start: datetime | None
    gone: bool
    """The time asked for is not free any more."""


def picked(request: HttpRequest, days: Sequence[Day], zone: ZoneInfo) -> Picked:
    """Who comes too late sees what is left of that day."""
    asked = moment_of(request)
    start = asked if any(asked in day.times for day in days) else None
    wanted = asked.astimezone(zone).date().isoformat() if asked else request.GET.get("jour", "")
    day = next((day for day in days if day.times and day.date.isoformat() == wanted), None)
    weeks = [(monday, list(found)) for monday, found in groupby(days, key=_monday)]
    return Picked(weeks, day, start, gone=asked is not None and start is None)


def moment_of(request: HttpRequest) -> datetime | None:
    """`heure=2026-12-01T08:00:00Z`. Anything else is no time."""
    try:
        found = datetime.fromisoformat(request.GET.get("heure", ""))
    except ValueError:
        return None
    # Beyond, another clock could leave the calendar.
    return found if found.tzinfo and 2000 < found.year < 3000 else None


def _monday(day: Day) -> date:
    return day.date - timedelta(days=day.date.weekday())
