from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listing:
    """What a box of ours shows to directories. Codes are those of `lib/nomenclature`."""

    address: str
    kind: str
    """PER, MED, ORG or APP."""
    open: bool
    """False once suspended or closed: nobody is sent to it."""
    red_list: bool
    in_medimail_directory: bool
    holder_id: int | None
    """The person's account; None for a box of a structure."""
    region_code: str
    last_name: str
    first_name: str = ""
    identifier_type: str = ""
    national_id: str = ""
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
    siret: str = ""
    """Of a structure that has no FINESS number."""

    @property
    def in_medimail(self) -> bool:
        """An application's box is nobody's correspondent; the red list hides from all."""
        return self.open and not self.red_list and self.in_medimail_directory and self.kind != "APP"

    @property
    def in_mssante(self) -> bool:
        """A BAL MED has no place in the national directory (screens 1.3)."""
        return self.open and not self.red_list and self.kind in {"PER", "ORG"}
