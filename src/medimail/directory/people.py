from collections.abc import Sequence
from dataclasses import dataclass

from medimail.directory.models import Activity

_OF_PERSON = ("identifier_type", "national_id", "last_name", "first_name", "profession_code", "speciality_code")


@dataclass(frozen=True, slots=True)
class Professional:
    """A person of the national directory, gathered from the lines of their activities."""

    identifier_type: str
    national_id: str
    last_name: str
    first_name: str
    profession_code: str
    speciality_code: str
    activities: tuple[Activity, ...]
    """Places of practice; none for a person who is registered without one."""

    @classmethod
    def of(cls, lines: Sequence[Activity]) -> "Professional":
        """Lines of one person, at least one."""
        said = next((line for line in lines if line.speciality_code), lines[0])
        places = tuple(line for line in lines if line.company_name or line.town or line.finess)
        return cls(**{name: getattr(said, name) for name in _OF_PERSON}, activities=places)
