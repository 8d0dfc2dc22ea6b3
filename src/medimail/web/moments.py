"""Dates as people say them."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

_TIED = "\N{NO-BREAK SPACE}"


def spoken(moment: datetime | None) -> str:
    """« 1er décembre 2026 à 7 h 51 », whose numbers never part from their words at the end of a line."""
    if moment is None:
        return ""
    local = localtime(moment)
    return f"{_number(local)}{_TIED}{date_format(local, 'F Y')} à {spoken_hour(moment)}"


def spoken_day(day: date) -> str:
    """« mardi 1er décembre »."""
    return f"{date_format(day, 'l')} {_number(day)}{_TIED}{date_format(day, 'F')}"


def spoken_hour(moment: datetime) -> str:
    """« 9 h 30 »."""
    local = localtime(moment)
    return f"{local.hour}{_TIED}h{_TIED}{local:%M}"


def _number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
