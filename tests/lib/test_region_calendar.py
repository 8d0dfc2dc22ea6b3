"""Clocks and holidays of the regions."""

from datetime import UTC, date, datetime

import pytest

from medimail.lib import nomenclature
from medimail.lib.region_calendar import holiday, place


@pytest.mark.parametrize(
    ("region", "day", "name"),
    [
        ("76", date(2026, 7, 14), "Fête nationale"),
        ("76", date(2027, 3, 29), "Lundi de Pâques"),
        ("76", date(2026, 4, 3), ""),
        ("02", date(2026, 5, 22), "Abolition de l’esclavage"),
        ("76", date(2026, 5, 22), ""),
        ("04", date(2026, 12, 20), "Abolition de l’esclavage"),
        ("06", date(2026, 4, 27), "Abolition de l’esclavage"),
        ("53", date(2026, 12, 26), ""),
    ],
)
def test_holidays_are_those_of_the_region(region: str, day: date, name: str) -> None:
    assert holiday(region, day) == name


def test_alsace_and_moselle_close_on_good_friday() -> None:
    good_friday = date(2026, 4, 3)
    assert holiday("44", good_friday) == ""
    assert holiday("44", good_friday, alsace_moselle=True) == "Vendredi saint"
    assert holiday("53", good_friday, alsace_moselle=True) == ""


def test_overseas_says_whose_hour_it_is() -> None:
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert (noon.astimezone(place("04").zone).hour, place("04").clock) == (16, "heure de La Réunion")
    assert (noon.astimezone(place("76").zone).hour, place("76").clock) == (13, "")


def test_every_region_has_a_clock() -> None:
    for region in nomenclature.regions():
        assert datetime.now(place(region.code).zone).tzinfo
