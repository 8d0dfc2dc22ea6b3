"""The lines of a list of structures, read, and carried from the preview to the click."""

from dataclasses import dataclass, replace

from django.core import signing

from medimail.accounts.models import User
from medimail.lib import nomenclature
from medimail.lib.csv_in import Line, plain
from medimail.lib.national_numbers import compact
from medimail.structures.actions import Facts
from medimail.web.structures.list_checks import CHECKS

MOST, SIZE = 6_000, 2 * 1024 * 1024
_KEPT = 3600  # seconds between the preview and the click
_NAMES = ("name", "finess", "siret", "postcode", "town", "region")


@dataclass(frozen=True, slots=True)
class Read:
    number: int
    values: list[str]
    """As they were written, in the order of the headings."""
    facts: Facts | None
    problem: str

    def refused(self, problem: str) -> "Read":
        return replace(self, problem=problem)


def facts_of(line: Line, region: str) -> Read:
    """`region`: of the administrator; empty for the platform, which serves all."""
    values = {name: line.values.get(name, "") for name in _NAMES}
    written = list(values.values())
    values["region_code"] = _region(values.pop("region"), values["postcode"]) or region
    for name in ("finess", "siret", "postcode"):
        values[name] = compact(values[name]).upper()
    # A spreadsheet takes the zero from the beginning of a postcode.
    values["postcode"] = values["postcode"] and values["postcode"].zfill(5)
    problem = next((sentence for check in CHECKS if (sentence := check(values))), "")
    return Read(line.number, written, None if problem else Facts(**values), problem)


def sealed(user: User, lines: list[Line]) -> str:
    """For who looks at the preview: nothing of it is kept in the house."""
    rows = [[line.number, *(line.values.get(name, "") for name in _NAMES)] for line in lines]
    return signing.dumps(rows, salt=_salt(user), compress=True)


def unsealed(user: User, text: str) -> list[Line]:
    """Raises `BadSignature` when it was altered, is of another person, or of an hour ago."""
    rows = signing.loads(text, salt=_salt(user), max_age=_KEPT)
    return [Line(number, dict(zip(_NAMES, values, strict=True))) for number, *values in rows]


def _region(text: str, postcode: str) -> str:
    """By its name or code; else by the postcode."""
    if text:
        said = {plain(one.label): one.code for one in nomenclature.regions()}
        return text if nomenclature.region(text) else said.get(plain(text), "?")
    department = nomenclature.department_of_postcode(compact(postcode).zfill(5))
    return department.region_code if department else ""


def _salt(user: User) -> str:
    return f"structures:{user.pk}"
