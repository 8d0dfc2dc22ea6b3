"""What Pro Santé Connect says of a professional (claim `SubjectRefPro`), in our words.

Claims and codes: ANS, dossier Pro Santé Connect; codes are those of `lib/nomenclature`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from medimail.lib.national_numbers import check

RPPS_PREFIX = "8"


@dataclass(frozen=True, slots=True)
class Practice:
    """One exercise at one place; a person may have several. Empty where the claim says nothing we know."""

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
    raise NotImplementedError(check)
