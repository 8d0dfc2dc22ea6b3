"""A calendar invitation in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import is_naive, localtime, make_aware

from medimail.lib.invitation import Invitation
from medimail.web.moments import spoken_full_date, spoken_hour

_TITLES = {"CANCEL": "Rendez-vous annulé", "REPLY": "Réponse à une invitation", "REQUEST": "Invitation"}


@dataclass(frozen=True, slots=True)
class Invited:
    invitation: Invitation

    @property
    def title(self) -> str:
        return _TITLES.get(self.invitation.method, "Rendez-vous")

    @property
    def when(self) -> str:
        """« mardi 1er décembre, de 9 h 30 à 10 h »."""
        starts, ends = self.invitation.starts, self.invitation.ends
        if not isinstance(starts, datetime):
            return f"{_day(starts)}, toute la journée"
        day, hour = _moment(starts)
        if not isinstance(ends, datetime) or ends == starts:
            return f"{day}, à {hour}"
        last_day, last_hour = _moment(ends)
        return (
            f"{day}, de {hour} à {last_hour}" if last_day == day else f"du {day} à {hour} au {last_day} à {last_hour}"
        )


def _moment(value: datetime) -> tuple[str, str]:
    # A floating time (RFC 5545, 3.3.5) is that of whoever reads it.
    local = make_aware(value) if is_naive(value) else localtime(value)
    return _day(local), spoken_hour(local)


def _day(day: date) -> str:
    return f"{date_format(day, 'l')} {spoken_full_date(day)}"
