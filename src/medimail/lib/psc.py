"""What Pro Santé Connect says of a professional (claim `SubjectRefPro`), in our words.

Claims and codes: ANS, dossier Pro Santé Connect; codes are those of `lib/nomenclature`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from medimail.lib import nomenclature
from medimail.lib.national_numbers import check, check_finess

RPPS_PREFIX = "8"
ADELI_PREFIX = "0"
MAX_PRACTICES = 50
# The streets people live in, of TRE_R35; another code stays as it came.
STREETS = {
    "ALL": "allée",
    "AV": "avenue",
    "BD": "boulevard",
    "CHE": "chemin",
    "CRS": "cours",
    "IMP": "impasse",
    "PAS": "passage",
    "PL": "place",
    "QUAI": "quai",
    "R": "rue",
    "RTE": "route",
    "SQ": "square",
}


@dataclass(frozen=True, slots=True)
class Practice:
    """One exercise at one place; a person may have several. Empty where the claim says nothing we know.

    Without a profession we know there is no address to open, so no practice.
    """

    profession_code: str
    speciality_code: str = ""
    self_employed: bool = False
    company_name: str = ""
    finess: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    department_code: str = ""


@dataclass(frozen=True, slots=True)
class Professional:
    issuer: str
    subject: str
    identifier_type: str
    """RPPS or ADELI."""
    number: str
    """Without its leading type digit."""
    last_name: str
    first_name: str
    practices: tuple[Practice, ...]

    def as_dict(self) -> dict[str, Any]:
        """For JSON; `from_dict` reads it back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Professional":
        practices = tuple(Practice(**one) for one in values["practices"])
        return cls(**{**values, "practices": practices})


def read(issuer: str, claims: Mapping[str, Any]) -> Professional:
    """`claims`: userinfo, already verified. Raises `ValueError` when it names no professional we can identify."""
    kind, number = _number(_text(claims.get("SubjectNameID")))
    exercises = _rows(claims.get("SubjectRefPro"), "exercices")
    first = exercises[0] if exercises else {}
    found = (_practice(exercise, activity) for exercise in exercises for activity in _activities(exercise))
    return Professional(
        issuer=issuer,
        subject=str(claims.get("sub", "")),
        identifier_type=kind,
        number=number,
        last_name=_text(claims.get("family_name"), 100) or _text(first.get("nomDexercice"), 100),
        first_name=_text(claims.get("given_name"), 100) or _text(first.get("prenomDexercice"), 100),
        practices=tuple(dict.fromkeys(islice((one for one in found if one.profession_code), MAX_PRACTICES))),
    )


def _number(national_id: str) -> tuple[str, str]:
    """The first digit says of which kind the rest is (TRE_G08); 1 to 6 number employees inside one structure."""
    kinds = {RPPS_PREFIX: "RPPS", ADELI_PREFIX: "ADELI"}
    kind, number = kinds.get(national_id[:1], ""), national_id[1:]
    if not kind or check(kind, number):
        raise ValueError("no national number")
    return kind, number


def _practice(exercise: Mapping[str, Any], activity: Mapping[str, Any]) -> Practice:
    profession = nomenclature.profession(_text(exercise.get("codeProfession")))
    code = profession.code if profession else ""
    postcode = _text(activity.get("codePostal"), 10)
    department = (
        nomenclature.department(_text(activity.get("codeDepartement")).upper().removeprefix("D"))
    ) or nomenclature.department_of_postcode(postcode)
    finess = _text(activity.get("numeroFinessSite")).upper()
    return Practice(
        profession_code=code,
        speciality_code=_speciality(code, _text(exercise.get("codeSavoirFaire"))),
        self_employed=_text(activity.get("codeModeExercice")) == "L",
        company_name=_text(activity.get("raisonSocialeSite"), 150)
        or _text(activity.get("enseigneCommercialeSite"), 150),
        finess="" if check_finess(finess) else finess,
        address=_address(activity),
        postcode=postcode,
        town=_text(activity.get("bureauCedex")).removeprefix(postcode).strip()[:100],
        department_code=department.code if department else "",
    )


def _speciality(profession_code: str, code: str) -> str:
    return code if code and nomenclature.speciality_label(profession_code, code) else ""


def _address(activity: Mapping[str, Any]) -> str:
    parts = [
        _text(activity.get(name)) for name in ("numeroVoie", "indiceRepetitionVoie", "codeTypeDeVoie", "libelleVoie")
    ]
    parts[2] = STREETS.get(parts[2], parts[2])
    street = " ".join(part for part in parts if part)
    place, box = _text(activity.get("complementPointGeographique")), _text(activity.get("mentionDistribution"))
    return ", ".join(part for part in (place, street, box) if part)[:200]


def _activities(exercise: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A person between two places has a profession and no activity."""
    return _rows(exercise, "activities") or [{}]


def _rows(holder: object, name: str) -> list[Mapping[str, Any]]:
    held = holder.get(name) if isinstance(holder, Mapping) else None
    rows = held if isinstance(held, list) else [held]
    return [row for row in rows[:MAX_PRACTICES] if isinstance(row, Mapping)]


def _text(value: object, longest: int = 255) -> str:
    """One line, whatever came: the first of a list, nothing for null, no control character (no row takes a NUL)."""
    if isinstance(value, list):
        value = next((one for one in value if one), "")
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**20:
        value = str(value)
    seen = value[: 4 * longest] if isinstance(value, str) else ""
    return " ".join("".join(one if one.isprintable() else " " for one in seen).split())[:longest].strip()
