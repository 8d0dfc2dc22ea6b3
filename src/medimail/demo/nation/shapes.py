"""What the national files tell of a person, whatever the columns."""

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Place:
    """One place of practice, or a structure. `street_kind` is a code of the national table (R, AV, BD…)."""

    name: str
    postcode: str
    town: str
    brand: str = ""
    finess: str = ""
    legal_finess: str = ""
    siret: str = ""
    rank: str = ""
    """RPPS and rank: the national number of a practice that has neither FINESS nor SIRET."""
    street_number: str = ""
    street_kind: str = ""
    street: str = ""
    complement: str = ""
    cedex: bool = False
    commune_code: str = ""
    phone: str = ""
    phone_2: str = ""
    fax: str = ""
    email: str = ""
    sector: str = "SA07"
    domain: str = ""
    """Where its mailboxes live; empty when it has none of its own."""
    as_activity: str = ""
    as_mailbox: str = ""
    """Its columns in the two files, kept once written: a hospital stands on thousands of lines."""


@dataclass(slots=True, eq=False)
class Box:
    address: str
    place: Place | None = None
    paperless: bool = True


@dataclass(slots=True, eq=False)
class Person:
    number: str
    last_name: str
    first_name: str
    profession: str
    speciality: str = ""
    places: tuple[Place, ...] = ()
    boxes: tuple[Box, ...] = ()
    identifier_type: str = "RPPS"
    civility: str = ""
    """M or MME."""
    title: str = ""
    """DR or PR, for those who bear one."""
    category: str = "C"
    salaried: bool = False
    second_speciality: str = ""


@dataclass(slots=True, eq=False)
class Service:
    """A box of a structure."""

    address: str
    name: str
    place: Place
    paperless: bool = True
