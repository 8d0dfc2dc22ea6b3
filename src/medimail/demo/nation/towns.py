"""Real towns with their weight in thousands of people."""

import csv
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from medimail.lib.nomenclature import department_of_postcode

_FILE = Path(__file__).parent / "towns.csv"
_STEPS = 8192


@dataclass(frozen=True, slots=True)
class Town:
    index: int
    postcode: str
    commune_code: str
    name: str
    department: str
    weight: int


@cache
def towns() -> tuple[Town, ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_town(index, row) for index, row in enumerate(csv.DictReader(file)))


def _town(index: int, row: dict[str, str]) -> Town:
    found = department_of_postcode(row["postcode"])
    if found is None:
        raise ValueError(row["postcode"])
    return Town(index, row["postcode"], row["commune_code"], row["name"], found.code, int(row["weight"]))


@cache
def by_weight() -> tuple[Town, ...]:
    """Each town as often as its size asks: a pick is one look-up."""
    drawn = random.Random("towns").choices(towns(), [town.weight**0.8 for town in towns()], k=_STEPS)  # noqa: S311
    return (*towns(), *drawn)


@cache
def of_department(code: str) -> tuple[Town, ...]:
    return tuple(town for town in towns() if town.department == code)
