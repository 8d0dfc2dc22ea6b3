from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from medimail.audit.actions import trace
from medimail.structures.models import Structure

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a structure: at least one of its two numbers."""

    name: str
    region_code: str
    finess: str = ""
    siret: str = ""
    postcode: str = ""
    town: str = ""


@transaction.atomic
def register(facts: Facts, *, by: "AbstractBaseUser | None" = None, declared: bool = False) -> Structure:
    """The structure of these numbers; one that is known stays as it is."""
    number = {"finess": facts.finess} if facts.finess else {"finess": "", "siret": facts.siret}
    structure, created = Structure.objects.get_or_create(**number, defaults={**asdict(facts), "declared": declared})
    if created:
        trace(by, "structure.registered", structure)
    return structure


@transaction.atomic
def register_many(wanted: Sequence[Facts], *, by: "AbstractBaseUser") -> None:
    """In one act, in a region that vouches for them. What came meanwhile stays as it is."""
    rows = (Structure(**asdict(facts)) for facts in wanted)
    Structure.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    trace(by, "structures.imported", by, count=len(wanted))


@transaction.atomic
def amend(structure: Structure, *, name: str, postcode: str, town: str, by: "AbstractBaseUser") -> None:
    """Its numbers stay: its boxes are published under them. An administrator who corrects it vouches for it."""
    changed = {"name": name, "postcode": postcode, "town": town, "declared": False}
    Structure.objects.filter(pk=structure.pk).update(**changed)
    trace(by, "structure.amended", structure)
