"""Dates as people say them."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

_TIED = "\N{NO-BREAK SPACE}"


def spoken(moment: datetime | None) -> str:
    """« 1er décembre 2026 à 7 h 51 », whose numbers never part from their words at the end of a line."""
    if moment is None:
        return ""
    local = localtime(moment)
    day = "1er" if local.day == 1 else str(local.day)
    return f"{day}{_TIED}{date_format(local, 'F Y')} à {local.hour}{_TIED}h{_TIED}{local:%M}"
