"""A change of profile as people read it: what was, what is wished."""

from collections.abc import Mapping
from dataclasses import dataclass

from medimail.lib import nomenclature

Checked = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    old: str
    new: str


def differences(now: Checked, proposed: Checked) -> list[Difference]:
    pairs = zip(_spoken(now), _spoken(proposed), strict=True)
    return [Difference(label, old, new) for (label, old), (_, new) in pairs if old != new]


def _spoken(values: Checked) -> list[tuple[str, str]]:
    profession = nomenclature.profession(values["profession_code"])
    specialities = {one.code: one.label for one in nomenclature.specialities(values["profession_code"])}
    return [
        ("Nom", values["last_name"]),
        ("Prénom", values["first_name"]),
        ("Profession", profession.label if profession else values["profession_code"]),
        ("Spécialité", specialities.get(values["speciality_code"], "")),
        ("Numéro d’identifiant national", f"{values['identifier_type']} {values['national_id']}".strip()),
    ]
