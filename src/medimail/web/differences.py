"""A checked profile as it stands and as its holder wishes it, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from medimail.accounts.models import User
from medimail.accounts.queries import profile_data
from medimail.enrolment.models import ProfileChange
from medimail.lib.national_numbers import grouped
from medimail.lib.nomenclature import profession_label, speciality_label


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new


def compared(holder: User, change: ProfileChange) -> list[Difference]:
    """Every checked field, changed or not."""
    pairs = zip(_spoken(profile_data(holder).checked()), _spoken(change.proposed), strict=True)
    return [Difference(label, old, new) for (label, old), (_, new) in pairs]


def differences(holder: User, change: ProfileChange) -> list[Difference]:
    return [one for one in compared(holder, change) if one.changed]


def _spoken(values: Mapping[str, str]) -> list[tuple[str, str]]:
    profession = values["profession_code"]
    return [
        ("Nom", values["last_name"]),
        ("Prénom", values["first_name"]),
        ("Profession", profession_label(profession)),
        ("Spécialité", speciality_label(profession, values["speciality_code"])),
        ("Numéro d’identifiant national", f"{values['identifier_type']} {grouped(values['national_id'])}".strip()),
    ]
