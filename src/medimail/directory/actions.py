"""Filling the directory. The national files come with their own import; this takes any list of people."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction

from medimail.audit.actions import trace
from medimail.directory.models import Activity, Professional


@dataclass(frozen=True, slots=True)
class Place:
    """One place of practice. Fields are those of `models.Activity`."""

    company_name: str = ""
    finess: str = ""
    self_employed: bool = False
    address: str = ""
    postcode: str = ""
    town: str = ""
    department_code: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    identifier_type: str
    national_id: str
    last_name: str
    first_name: str
    profession_code: str
    speciality_code: str = ""
    places: tuple[Place, ...] = ()


@transaction.atomic
def load(people: Iterable[Listed]) -> None:
    """Add or replace these people, places included. Run twice, nothing doubles."""
    professional, count = None, 0
    for count, person in enumerate(people, start=1):  # noqa: B007 (the count is told after the loop)
        values = {name: value for name, value in asdict(person).items() if name != "places"}
        number = {name: values.pop(name) for name in ("identifier_type", "national_id")}
        professional, _ = Professional.objects.update_or_create(**number, defaults=values)
        professional.activities.all().delete()
        Activity.objects.bulk_create(Activity(professional=professional, **asdict(place)) for place in person.places)
    if professional:
        trace(None, "directory.loaded", professional, people=count)
