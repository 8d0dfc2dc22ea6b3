"""What Pro Santé Connect says of a person, as a profile."""

from dataclasses import replace

from medimail.accounts.profile import ProfileData
from medimail.lib import nomenclature
from medimail.lib.psc import Practice, Professional


def profile_of(
    person: Professional, practice: Practice, region_code: str, known: ProfileData | None = None
) -> ProfileData:
    """`known`: what the person typed before; Pro Santé Connect decides what it proves, the rest is kept.

    Raises `ValueError` when no profession of our table is among the claims: no address could be chosen.
    """
    if not practice.profession_code:
        raise ValueError("no profession")
    proved = ProfileData(
        first_name=person.first_name,
        last_name=person.last_name,
        profession_code=practice.profession_code,
        speciality_code=practice.speciality_code,
        identifier_type=person.identifier_type,
        national_id=person.number,
        region_code=region_code,
    )
    if known is None:
        return replace(proved, self_employed=practice.self_employed).keeping(_place(practice))
    typed = {name: getattr(known, name) or value for name, value in _place(practice).items()}
    return replace(known, region_code=region_code).keeping(typed).keeping(proved.checked())


def region_of(practice: Practice) -> str:
    """Empty when the claims name no department of ours: the person is asked."""
    department = nomenclature.department(practice.department_code)
    return department.region_code if department else ""


def _place(practice: Practice) -> dict[str, str]:
    return {
        "company_name": practice.company_name,
        "finess": practice.finess,
        "address": practice.address,
        "postcode": practice.postcode,
        "town": practice.town,
        "department_code": practice.department_code,
    }
