"""National code tables (Nomenclatures des objets de santé of ANS), carried in `data/`.

Codes: professions TRE_G15, R94, R95; specialities TRE_R38; regions TRE_R30; departments TRE_G09. Each line of the files
says how sure it is; e-mail sub-domains marked `inferred` were not seen in the trust space.
"""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from medimail.lib.person_names import words

_DATA = Path(__file__).parent / "data"
_ROLE_NOT_PROFESSION = "99"


@dataclass(frozen=True, slots=True)
class Profession:
    code: str
    label: str
    subdomain: str
    """Label of its e-mail domain (`pharmacien` in pharmacien.oc.mssante.fr); empty when it has none."""


@dataclass(frozen=True, slots=True)
class Speciality:
    code: str
    label: str
    profession_code: str


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    label: str
    short_code: str
    """Label used in e-mail domains (`oc`); empty for territories without one."""


@dataclass(frozen=True, slots=True)
class Department:
    code: str
    label: str
    region_code: str


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        # The national files have the apostrophe of typewriters; people read these labels.
        return [{name: cell.replace("'", "’") for name, cell in row.items()} for row in csv.DictReader(file)]


@cache
def professions() -> tuple[Profession, ...]:
    """In the order of their labels."""
    found = [
        Profession(row["code"], row["label"], row["mssante_subdomain"])
        for row in _rows("professions.csv")
        if row["code"] != _ROLE_NOT_PROFESSION
    ]
    return tuple(sorted(found, key=lambda profession: words(profession.label)))


@cache
def specialities(profession_code: str) -> tuple[Speciality, ...]:
    found = [
        Speciality(row["code"], row["label"], row["profession_code"])
        for row in _rows("specialities.csv")
        if row["profession_code"] == profession_code
    ]
    return tuple(sorted(found, key=lambda speciality: words(speciality.label)))


@cache
def regions() -> tuple[Region, ...]:
    """Living regions and territories; those ended in 2016 are left out."""
    found = [
        Region(row["code"], row["label"], row["mssante_short_code"])
        for row in _rows("regions.csv")
        if not row["status"].startswith("ended")
    ]
    return tuple(sorted(found, key=lambda region: words(region.label)))


@cache
def departments() -> tuple[Department, ...]:
    """In the order of their codes."""
    return tuple(
        Department(row["code"], row["label"], row["region_code"])
        for row in _rows("departments.csv")
        if row["status"] == "active"
    )


@lru_cache(maxsize=512)
def profession(code: str) -> Profession | None:
    return next((one for one in professions() if one.code == code), None)


@lru_cache(maxsize=512)
def region(code: str) -> Region | None:
    return next((one for one in regions() if one.code == code), None)


@lru_cache(maxsize=512)
def department(code: str) -> Department | None:
    return next((one for one in departments() if one.code == code), None)


def profession_label(code: str) -> str:
    """The code itself when no table has it: better than nothing to read."""
    found = profession(code)
    return found.label if found else code


@lru_cache(maxsize=2048)
def speciality_label(profession_code: str, code: str) -> str:
    return next((one.label for one in specialities(profession_code) if one.code == code), "")


def region_label(code: str) -> str:
    found = region(code)
    return found.label if found else ""


def department_of_postcode(postcode: str) -> Department | None:
    """Overseas codes have three digits; Corsica writes 20xxx for departments 2A (up to 201xx) and 2B."""
    if postcode.startswith("20"):
        return department("2A" if postcode[:3] in {"200", "201"} else "2B")
    return department(postcode[:3]) if postcode[:2] in {"97", "98"} else department(postcode[:2])
