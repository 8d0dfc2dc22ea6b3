"""A profile as it is and as its holder wishes it."""

from dataclasses import dataclass

from medimail.enrolment.models import ProfileChange
from medimail.lib import nomenclature

_LABELS = {
    "last_name": "Nom",
    "first_name": "Prénom",
    "profession_code": "Profession",
    "speciality_code": "Spécialité",
    "identifier_type": "Type d’identifiant",
    "national_id": "Numéro national",
}


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new


def compared(change: ProfileChange) -> list[Difference]:
    profile = change.user.profile
    now = {
        "last_name": change.user.last_name,
        "first_name": change.user.first_name,
        "profession_code": profile.profession_code,
        "speciality_code": profile.speciality_code,
        "identifier_type": profile.identifier_type,
        "national_id": profile.national_id,
    }
    future = {**now, **change.proposed}
    return [Difference(label, _shown(name, now), _shown(name, future)) for name, label in _LABELS.items()]


def _shown(name: str, values: dict[str, str]) -> str:
    if name == "profession_code":
        found = nomenclature.profession(values[name])
        return found.label if found else values[name]
    if name == "speciality_code":
        known = nomenclature.specialities(values["profession_code"])
        return next((one.label for one in known if one.code == values[name]), "")
    return values[name]


def differences(change: ProfileChange) -> list[Difference]:
    return [one for one in compared(change) if one.changed]
