"""Who may be chosen: nobody real. Numbers begin with 9970, the range of national test identities."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medimail.lib.national_numbers import with_key
from medimail.sandbox.places import ALBI, CASTELNAU, RENNES, SAINT_PIERRE, TOULOUSE, activity

_REALM = uuid.uuid5(uuid.NAMESPACE_DNS, "pro-sante-connect.test")
EMPLOYED, SELF_EMPLOYED = "S", "L"


@dataclass(frozen=True)
class Identity:
    name: str
    about: str
    """What the button says below the name."""
    subject: str
    claims: Mapping[str, Any]


def rpps(order: int) -> str:
    """Orders below 100 are those of the demonstration's accounts."""
    return with_key(f"9970{order:06}")


@dataclass(frozen=True)
class Exercise:
    profession: str
    activities: tuple[dict[str, str], ...] = ()
    skill: str = ""

    def claim(self, first_name: str, name: str) -> dict[str, Any]:
        return {
            "codeProfession": self.profession,
            "codeCategorieProfessionnelle": "C",
            "codeCiviliteDexercice": "DR" if self.profession == "10" else "",
            "nomDexercice": name,
            "prenomDexercice": first_name,
            "codeTypeSavoirFaire": "S" if self.skill else "",
            "codeSavoirFaire": self.skill,
            "activities": list(self.activities),
        }


def _claims(number: str, civility: str, first_name: str, name: str, exercises: list[dict[str, Any]]) -> dict[str, Any]:
    activities: list[dict[str, str]] = [each for exercise in exercises for each in exercise["activities"]]
    first = activities[0] if activities else {}
    return {
        "preferred_username": number,
        "SubjectNameID": number,
        "given_name": first_name,
        "family_name": name,
        "email_verified": False,
        "SubjectRole": [f"{exercise['codeProfession']}^1.2.250.1.213.1.1.5.5" for exercise in exercises],
        "Secteur_Activite": f"{first['codeSecteurDactivite']}^1.2.250.1.71.4.2.4" if first else "",
        "SubjectOrganization": first.get("raisonSocialeSite", ""),
        "SubjectOrganizationID": first.get("identifiantTechniqueDeLaStructure", ""),
        "Mode_Acces_Raison": "",
        "Acces_Regulation_Medicale": "FAUX",
        "UITVersion": "1.0",
        "Palier_Authentification": "APPPRIP3^1.2.250.1.213.1.5.1.1.1",
        "PSI_Locale": "1.2.250.1.213.1.3.1.1",
        "otherIds": [{"identifiant": number, "origine": "RPPS", "qualite": 1}],
        "SubjectRefPro": {"codeCivilite": civility, "exercices": exercises},
    }


def _professional(about: str, order: int, civility: str, person: tuple[str, str], *exercises: Exercise) -> Identity:
    number = f"8{rpps(order)}"
    claims = _claims(number, civility, *person, [each.claim(*person) for each in exercises])
    return Identity(" ".join(person), f"{about} · {number}", f"f:{_REALM}:{number}", claims)


def _known_to_one_structure() -> Identity:
    """A card given by a structure to a person whom no national register knows."""
    number = "3810000331/0000000042"
    claims = _claims(number, "MME", "Lucie", "BARRAU", [])
    claims["otherIds"] = []
    return Identity("Lucie BARRAU", f"Secrétaire, sans numéro national · {number}", f"f:{_REALM}:{number}", claims)


def _portal_person(number: str, first_name: str, name: str) -> Identity:
    claims = {"given_name": first_name, "family_name": name}
    return Identity(f"{first_name} {name}", f"Compte du portail · {number}", f"guyasis-{number}", claims)


PROFESSIONALS: Mapping[str, Identity] = {
    "pharmacist": _professional(
        "Pharmacienne à Albi",
        *(101, "MME", ("Inès", "CARON")),
        Exercise("21", (activity("PHARMACIE DES CARMES", SELF_EMPLOYED, ALBI),)),
    ),
    "physician": _professional(
        "Médecin à Toulouse, Albi et Rennes",
        *(102, "M", ("Marc", "VIDAL")),
        Exercise(
            "10",
            (
                activity("CABINET MEDICAL DU PONT NEUF", SELF_EMPLOYED, TOULOUSE),
                activity("CH D ALBI", EMPLOYED, ALBI, finess="810000331"),
            ),
            skill="SM54",
        ),
        Exercise("10", (activity("CENTRE DE CARDIOLOGIE DE LA VILAINE", SELF_EMPLOYED, RENNES),), skill="SM04"),
    ),
    "nurse": _professional(
        "Infirmier à Toulouse",
        *(103, "M", ("Hugo", "LACAZE")),
        Exercise("60", (activity("CABINET INFIRMIER DES MINIMES", SELF_EMPLOYED, TOULOUSE),)),
    ),
    "demo-pharmacist": _professional(
        "Pharmacienne, compte de démonstration",
        *(2, "MME", ("Claire", "DUPONT")),
        Exercise("21", (activity("PHARMACIE DU CENTRE", SELF_EMPLOYED, CASTELNAU),)),
    ),
    "demo-applicant": _professional(
        "Ergothérapeute, demande de démonstration en attente",
        *(4, "MME", ("Léa", "MARTY")),
        Exercise("94", (activity("EHPAD LES TILLEULS", EMPLOYED, TOULOUSE, finess="310000013"),)),
    ),
    "no-activity": _professional("Sage-femme, sans activité", 104, "MME", ("Jeanne", "ROQUES"), Exercise("50")),
    "no-domain": _professional(
        "Ergothérapeute à Saint-Pierre-et-Miquelon",
        *(105, "M", ("Pierre", "APESTEGUY")),
        Exercise("94", (activity("CENTRE DE REEDUCATION", EMPLOYED, SAINT_PIERRE),)),
    ),
    "no-number": _known_to_one_structure(),
}

PORTAL_PEOPLE: Mapping[str, Identity] = {
    "nadia": _portal_person("0001", "Nadia", "Clément"),
    "thierry": _portal_person("0002", "Thierry", "Horth"),
}
