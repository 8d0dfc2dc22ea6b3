"""Agents whose diaries are open every day, and visitors who want an hour in them."""

from datetime import datetime, time
from itertools import count
from uuid import uuid4

from medimail.accounts.models import User
from medimail.appointments.actions import Week, Wish, publish
from medimail.appointments.queries import openings
from tests import people

_visitors = count(1)
ALL_DAY = [(time(8), time(12)), (time(14), time(18))]


def week(**changes: object) -> Week:
    values: dict[str, object] = {
        "published": True,
        "minutes": 30,
        "notice_hours": 2,
        "weeks_ahead": 4,
        "meeting": "Par téléphone.",
        "alsace_moselle": False,
        "hours": dict.fromkeys(range(7), ALL_DAY),
    }
    return Week(**{**values, **changes})  # type: ignore[arg-type]


def agent(region_code: str = "76", **changes: object) -> User:
    user = people.region_administrator(region_code)
    publish(user, week(**changes))
    return user


def free_times(region_code: str = "76") -> list[datetime]:
    """From two days ahead: no reminder is due before."""
    return [time for day in openings(region_code)[3:] for time in day.times]


def wish(starts_at: datetime, **changes: object) -> Wish:
    number = next(_visitors)
    values: dict[str, object] = {
        "form": uuid4(),
        "region_code": "76",
        "starts_at": starts_at,
        "name": "Pierre Dupont",
        "email": f"visiteur{number}@exemple.test",
        "phone": "05 61 60 02 03",
        "subject": "personal",
        "words": "Je suis pharmacien.",
    }
    return Wish(**{**values, **changes})  # type: ignore[arg-type]
