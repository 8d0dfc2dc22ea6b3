"""Hours as agents write them, and the slots cut out of them, on days of 23 and 25 hours too."""

from datetime import date, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from medimail.lib import opening_hours
from medimail.lib.opening_hours import Range

PARIS = ZoneInfo("Europe/Paris")
HALF_HOUR = timedelta(minutes=30)
MORNING = (time(9), time(12))


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("9h-12h, 14h-17h30", [MORNING, (time(14), time(17, 30))]),
        ("14:00 – 17:30 ; 09:00-12:00", [MORNING, (time(14), time(17, 30))]),
        ("de 9 h à 12 h et de 12 h à 13 h 15", [MORNING, (time(12), time(13, 15))]),
        ("9-12", [MORNING]),
        (" ", []),
    ],
)
def test_hours_are_read_and_written_back(text: str, ranges: list[Range]) -> None:
    assert opening_hours.read(text) == ranges
    assert opening_hours.read(opening_hours.written(ranges)) == ranges


@pytest.mark.parametrize(
    "text", ["matin", "9h", "12h-9h", "9h-9h", "9h-25h", "9h-12h, 11h-14h", "9h75-12h", "9h-12h-14h"]
)
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        opening_hours.read(text)


@pytest.mark.parametrize(("day", "hours"), [(28, 3), (29, 2), (30, 3)])
def test_the_night_without_an_hour_has_fewer_slots(day: int, hours: int) -> None:
    """Clocks jump from 2 to 3 on 29 March 2026."""
    slots = list(opening_hours.slots(date(2026, 3, day), [(time(1), time(4))], HALF_HOUR, PARIS))
    assert len(slots) == hours * 2
    assert all(before[1] == after[0] for before, after in pairwise(slots))


def test_the_night_with_an_hour_twice_doubles_no_slot() -> None:
    slots = list(opening_hours.slots(date(2026, 10, 25), [(time(1), time(4))], HALF_HOUR, PARIS))
    assert len({start for start, _ in slots}) == len(slots) == 8


def test_nine_in_the_morning_stays_nine_across_the_change() -> None:
    for day in (date(2026, 3, 27), date(2026, 3, 30)):
        start, _ = next(opening_hours.slots(day, [MORNING], HALF_HOUR, PARIS))
        assert start.astimezone(PARIS).time() == time(9)


def test_a_slot_never_outlasts_its_range() -> None:
    slots = list(opening_hours.slots(date(2026, 12, 1), [MORNING], timedelta(minutes=45), PARIS))
    assert len(slots) == 4
    assert slots[-1][1].astimezone(PARIS).time() == time(12)
