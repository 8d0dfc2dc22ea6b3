from datetime import UTC, datetime, time

import pytest

from medimail.lib.quiet_hours import Quiet
from medimail.lib.region_calendar import place

NIGHT = Quiet(time(20), time(7, 30))
WEEKEND = Quiet(time(20), time(7, 30), frozenset({5, 6}))
NOON = Quiet(time(12), time(14))


@pytest.mark.parametrize(
    ("quiet", "now", "told"),
    [
        (Quiet(), "2026-11-23 03:00", "2026-11-23 03:00"),
        (NIGHT, "2026-11-23 19:59", "2026-11-23 19:59"),
        (NIGHT, "2026-11-23 20:00", "2026-11-24 07:30"),
        (NIGHT, "2026-11-24 07:29", "2026-11-24 07:30"),
        (NIGHT, "2026-11-24 07:30", "2026-11-24 07:30"),
        (NOON, "2026-11-24 13:59", "2026-11-24 14:00"),
        (WEEKEND, "2026-11-27 21:00", "2026-11-30 07:30"),  # Friday evening to Monday morning
        (WEEKEND, "2026-11-29 12:00", "2026-11-30 07:30"),
    ],
)
def test_nobody_is_told_before_the_quiet_ends(quiet: Quiet, now: str, told: str) -> None:
    assert quiet.until(datetime.fromisoformat(now)) == datetime.fromisoformat(told)


def test_the_clock_is_that_of_the_person() -> None:
    """At 19:00 in Paris it is 22:00 in La Réunion."""
    moment = datetime(2026, 11, 23, 18, tzinfo=UTC)
    assert NIGHT.until(moment.astimezone(place("11").zone)) == moment
    assert NIGHT.until(moment.astimezone(place("04").zone)) == datetime(2026, 11, 24, 3, 30, tzinfo=UTC)


def test_seven_whole_days_of_quiet_come_to_an_end_of_the_search() -> None:
    assert Quiet(days=frozenset(range(7))).until(datetime.fromisoformat("2026-11-23 12:00")).year == 2026
