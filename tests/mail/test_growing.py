"""When a box will be full, by what it weighed day after day."""

from datetime import date, timedelta

import pytest

from medimail.accounts.models import User
from medimail.mail import growing
from medimail.mail.growing import days_left, fullness

GIGABYTE = 10**9
TODAY = date(2026, 11, 23)


def weighed(*sizes: tuple[int, int]) -> dict[str, int]:
    """(days ago, megabytes)."""
    return {(TODAY - timedelta(days=ago)).isoformat(): size * 10**6 for ago, size in sizes}


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (weighed((10, 400), (0, 500)), 50),
        (weighed((10, 400), (5, 900), (0, 500)), 50),
        (weighed((4, 400), (0, 500)), None),  # too short a time to say
        (weighed((10, 600), (0, 500)), None),  # it shrinks
        (weighed((10, 499), (0, 500)), None),  # in years
        (weighed((0, 500)), None),
        ({}, None),
    ],
)
def test_the_day_it_is_full_follows_from_its_growth(days: dict[str, int], left: int | None) -> None:
    assert days_left(days, 500 * 10**6, GIGABYTE) == left


def test_a_box_without_a_limit_is_never_full() -> None:
    assert days_left(weighed((10, 400), (0, 500)), 500 * 10**6, 0) is None


@pytest.mark.django_db
def test_only_the_last_weeks_are_kept(holder: User) -> None:
    box = holder.mailboxes.get()
    assert fullness(box) is None
    for ago in range(60, -1, -10):
        growing.weigh(box, (100 - ago) * 10**6, GIGABYTE, TODAY - timedelta(days=ago))
    box = type(box).objects.get(pk=box.pk)
    assert list(box.growth.days) == [(TODAY - timedelta(days=ago)).isoformat() for ago in (30, 20, 10, 0)]
    known = fullness(box)
    assert known is not None
    assert (known.used, known.allowed, known.days_left) == (100 * 10**6, GIGABYTE, None)
    growing.weigh(box, 900 * 10**6, GIGABYTE, TODAY)
    box.growth.refresh_from_db()
    assert (known := fullness(box)) is not None
    assert known.days_left == 100 * 30 // 830
