"""Dates as people say them."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime

_TIED = "\N{NO-BREAK SPACE}"


def spoken(moment: datetime | None) -> str:
    """« 1er décembre 2026 à 7 h 51 », whose numbers never part from their words at the end of a line."""
    if moment is None:
        return ""
    local = localtime(moment)
    return f"{spoken_full_date(local)} à {spoken_hour(moment)}"


def spoken_day(day: date) -> str:
    """« mardi 1er décembre »."""
    return f"{date_format(day, 'l')}{_TIED}{spoken_date(day)}"


def spoken_date(day: date) -> str:
    """« 1er décembre »."""
    return f"{_number(day)}{_TIED}{date_format(day, 'F')}"


def spoken_full_date(day: date) -> str:
    """« 1er décembre 2026 »."""
    return f"{_number(day)}{_TIED}{date_format(day, 'F Y')}"


def spoken_hour(moment: datetime) -> str:
    """« 9 h 30 », « 10 h »."""
    local = localtime(moment)
    return f"{local.hour}{_TIED}h{_TIED}{local:%M}" if local.minute else f"{local.hour}{_TIED}h"


def _number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def promised(moment: datetime) -> str:
    """« mardi 24 novembre à 10 h »: the next full hour, since a promise is not held to the minute."""
    local = localtime(moment)
    full = local.replace(minute=0, second=0, microsecond=0)
    hour = full if full == local else full + timedelta(hours=1)
    return f"{spoken_day(hour)} à {spoken_hour(hour)}"


def lasting(delay: timedelta | None) -> str:
    """« 45 min », « 3 h 10 », « 4 jours »."""
    if delay is None:
        return ""
    minutes = max(1, round(delay.total_seconds() / 60))
    if minutes < 60:
        return f"{minutes}{_TIED}min"
    hours, rest = divmod(minutes, 60)
    if hours >= 72:
        return f"{round(hours / 24)}{_TIED}jours"
    return f"{hours}{_TIED}h{_TIED}{rest:02}" if rest else f"{hours}{_TIED}h"
