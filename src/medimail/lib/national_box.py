"""A BAL PER or ORG as the national directory knows it (ANS, MSSanté guide): its bearer, its facts, and who holds it."""

from dataclasses import dataclass

PERSON_DIGITS = {"RPPS": "8", "ADELI": "0"}
"""First digit of the national identification of a person (TRE_G08)."""
FINESS_DIGIT, SIRET_DIGIT = "1", "3"
"""First digit of the national identification of a structure (TRE_G07)."""


@dataclass(frozen=True, slots=True)
class NationalBox:
    """Codes are those of `lib/nomenclature`."""

    address: str
    kind: str
    identifier_type: str = ""
    national_id: str = ""
    last_name: str = ""
    first_name: str = ""
    profession_code: str = ""
    speciality_code: str = ""
    company_name: str = ""
    service: str = ""
    finess: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    department_code: str = ""
    paperless: bool = False
    preferred: bool = False
    red_list: bool = False
    siret: str = ""

    @property
    def person(self) -> str:
        """National identification of the holder; empty for a box of a structure."""
        digit = PERSON_DIGITS.get(self.identifier_type, "") if self.kind == "PER" else ""
        return f"{digit}{self.national_id}" if digit and self.national_id else ""

    @property
    def structure(self) -> str:
        """By its FINESS number; by its SIRET where it has no other."""
        if self.finess:
            return f"{FINESS_DIGIT}{self.finess}"
        return f"{SIRET_DIGIT}{self.siret}" if self.siret else ""

    @property
    def bearer(self) -> str:
        """Who carries the box there: a BAL PER hangs on its person, a BAL ORG on its structure. Empty when unknown."""
        return self.person if self.kind == "PER" else self.structure
