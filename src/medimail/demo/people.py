"""Invented people. Their RPPS numbers begin with 9970, the range of national test identities."""

from dataclasses import dataclass

from medimail.accounts.profile import ProfileData
from medimail.lib.national_numbers import with_key

OCCITANIE, BRITTANY = "76", "53"
STRUCTURE_NAME, STRUCTURE_FINESS = "EHPAD Les Tilleuls", "310000013"


@dataclass(frozen=True, slots=True)
class Person:
    role: str
    email: str
    profile: ProfileData


@dataclass(frozen=True, slots=True)
class Official:
    role: str
    email: str
    first_name: str
    last_name: str
    region_code: str = ""
    structure: bool = False


def _profile(first_name: str, last_name: str, profession: str, number: int, **more: str) -> ProfileData:
    rpps = with_key(f"9970{number:06}") if number else ""
    return ProfileData(
        first_name=first_name,
        last_name=last_name,
        profession_code=profession,
        region_code=more.pop("region_code", OCCITANIE),
        identifier_type="RPPS" if rpps else "",
        national_id=rpps,
        **more,  # type: ignore[arg-type]  # only text fields are given
    )


_CASTRES = {"postcode": "81100", "town": "Castres", "department_code": "81"}
CASTELNAU = {"postcode": "31620", "town": "Castelnau-d’Estrétefonds", "department_code": "31"}
TOULOUSE = {"postcode": "31000", "town": "Toulouse", "department_code": "31"}

HOLDERS = [
    Person(
        "doctor",
        "amelie.fabre@cabinet.example",
        _profile("Amélie", "Fabre", "10", 1, company_name="CH de Castres-Mazamet", service="Cardiologie", **_CASTRES),
    ),
    Person(
        "pharmacist",
        "claire.dupont@pharmacie.example",
        _profile("Claire", "Dupont", "21", 2, company_name="PHARMACIE DU CENTRE", address="Grande Rue", **CASTELNAU),
    ),
    Person(
        "med",
        "sonia.legoff@ehpad.example",
        _profile("Sonia", "Le Goff", "35", 0, company_name=STRUCTURE_NAME, finess=STRUCTURE_FINESS, **TOULOUSE),
    ),
]

WAITING = [
    Person(
        "applicant",
        "karim.benali@soins.example",
        _profile("Karim", "Benali", "60", 3, company_name="Cabinet infirmier des Arènes", **TOULOUSE),
    ),
    Person(
        "applicant-structure",
        "lea.marty@ehpad.example",
        _profile("Léa", "Marty", "94", 4, company_name=STRUCTURE_NAME, finess=STRUCTURE_FINESS, **TOULOUSE),
    ),
    Person(
        "applicant-other-region",
        "maelle.legall@cabinet.example",
        _profile(
            "Maëlle", "Le Gall", "50", 5, region_code=BRITTANY, postcode="35000", town="Rennes", department_code="35"
        ),
    ),
]

OFFICIALS = [
    Official("region-administrator", "julie.martin@grades-oc.example", "Julie", "Martin", OCCITANIE),
    Official("other-region-administrator", "yann.kervella@grades-bzh.example", "Yann", "Kervella", BRITTANY),
    Official("structure-administrator", "paul.serres@ehpad.example", "Paul", "Serres", OCCITANIE, structure=True),
    Official("operator", "operateur@medimail.example", "Camille", "Roux"),
]
