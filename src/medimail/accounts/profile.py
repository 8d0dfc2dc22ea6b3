from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

CHECKED = ("first_name", "last_name", "profession_code", "speciality_code", "identifier_type", "national_id")
"""What a human has checked. Once the account is open, changing one of these asks a human again."""


@dataclass(frozen=True, slots=True)
class ProfileData:
    """What screen S7 collects, already checked. Codes are those of `lib/nomenclature`."""

    first_name: str
    last_name: str
    profession_code: str
    region_code: str
    phone1: str = ""
    phone2: str = ""
    self_employed: bool = False
    speciality_code: str = ""
    identifier_type: str = ""
    national_id: str = ""
    company_name: str = ""
    service: str = ""
    finess: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    department_code: str = ""
    in_medimail_directory: bool = True
    in_mssante_directory: bool = True
    paperless: bool = True
    notify: bool = True

    def profile_fields(self) -> dict[str, str | bool]:
        fields = asdict(self)
        del fields["first_name"], fields["last_name"]
        return fields

    def checked(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in CHECKED}

    def keeping(self, checked: Mapping[str, str]) -> "ProfileData":
        return replace(self, **checked)  # type: ignore[arg-type]  # names of text fields only
