"""What a number typed in the profile tells, before anything is sent."""

from dataclasses import dataclass
from enum import StrEnum

from medimail.accounts.models import User
from medimail.accounts.queries import number_taken
from medimail.directory import queries as directory
from medimail.directory.models import Activity
from medimail.directory.people import Professional
from medimail.enrolment.evidence import likeness
from medimail.lib import nomenclature
from medimail.lib.person_names import Likeness

OF_PLACE = ("company_name", "finess", "address", "postcode", "town", "department_code")


class Finding(StrEnum):
    TAKEN = "taken"
    WELL_FORMED = "well_formed"
    """The directory is not loaded: nothing more can be said."""
    UNKNOWN = "unknown"
    OTHER_NAME = "other_name"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Lookup:
    finding: Finding
    listed: Professional | None = None
    """Given only to a person of that name."""


def look_up(user: User, identifier_type: str, number: str, *, last_name: str, first_name: str) -> Lookup:
    """For a well formed number."""
    if number_taken(identifier_type, number, by_other_than=user):
        return Lookup(Finding.TAKEN)
    listed = directory.professional(identifier_type, number)
    if listed is None:
        return Lookup(Finding.UNKNOWN if directory.loaded() else Finding.WELL_FORMED)
    if likeness(listed, last_name, first_name) == Likeness.DIFFERENT:
        return Lookup(Finding.OTHER_NAME)
    return Lookup(Finding.FOUND, listed)


def known_profession(listed: Professional) -> dict[str, str]:
    """Fields of the profile that the directory knows whatever the place."""
    return {"profession_code": listed.profession_code, "speciality_code": listed.speciality_code}


def known_place(place: Activity) -> dict[str, str]:
    """Fields of the profile that one place of practice fills."""
    department = nomenclature.department(place.department_code)
    return {
        **{name: getattr(place, name) for name in OF_PLACE},
        "region_code": department.region_code if department else "",
        "phone1": place.phone,
        "self_employed": "on" if place.self_employed else "",
    }
