"""Clocks and public holidays of the regions (codes of TRE_R30)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

import holidays


@dataclass(frozen=True, slots=True)
class Place:
    zone: ZoneInfo
    clock: str = ""
    """« heure de Mayotte », to be said next to an hour; empty where it is that of Paris."""
    subdivision: str = ""
    """Whose own holidays come on top of the national ones."""


_PARIS = Place(ZoneInfo("Europe/Paris"))
_OVERSEAS = {
    "01": ("America/Guadeloupe", "heure de la Guadeloupe", "971"),
    "02": ("America/Martinique", "heure de la Martinique", "972"),
    "03": ("America/Cayenne", "heure de la Guyane", "973"),
    "04": ("Indian/Reunion", "heure de La Réunion", "974"),
    "06": ("Indian/Mayotte", "heure de Mayotte", "976"),
    "975": ("America/Miquelon", "heure de Saint-Pierre-et-Miquelon", "PM"),
    "977": ("America/St_Barthelemy", "heure de Saint-Barthélemy", "BL"),
    "978": ("America/Marigot", "heure de Saint-Martin", "MF"),
    "984": ("Indian/Kerguelen", "heure des Kerguelen", "TF"),
    "986": ("Pacific/Wallis", "heure de Wallis-et-Futuna", "WF"),
    "987": ("Pacific/Tahiti", "heure de Tahiti", "PF"),
    "988": ("Pacific/Noumea", "heure de Nouvelle-Calédonie", "NC"),
}
GRAND_EST = "44"
_ALSACE_MOSELLE = "57"  # Good Friday and 26 December: local law of the Haut-Rhin, Bas-Rhin and Moselle


@cache
def place(region_code: str) -> Place:
    if region_code not in _OVERSEAS:
        return _PARIS
    zone, clock, subdivision = _OVERSEAS[region_code]
    return Place(ZoneInfo(zone), clock, subdivision)


def holiday(region_code: str, day: date, *, alsace_moselle: bool = False) -> str:
    """Its name in French; empty on an ordinary day."""
    local = _ALSACE_MOSELLE if alsace_moselle and region_code == GRAND_EST else place(region_code).subdivision
    return _holidays(local, day.year).get(day, "")


@cache
def _holidays(subdivision: str, year: int) -> dict[date, str]:
    found = holidays.country_holidays("FR", subdiv=subdivision or None, years=year, language="fr")
    return {day: name.replace("'", "’") for day, name in found.items()}
