"""A place of practice as columns of the two files."""

from functools import cache

from medimail.demo.nation import kinds, streets
from medimail.demo.nation.names import plain
from medimail.demo.nation.shapes import Place
from medimail.lib import nomenclature

_BUSY = frozenset(kind.sector for kind in kinds.KINDS if kind.boxes >= 1)
"""Few structures with many people each. To keep the columns of all the others would take more memory than time."""


def typed(text: str) -> str:
    """The files have the apostrophe of typewriters."""
    return text.replace("’", "'")


def number_of(place: Place) -> str:
    if place.finess:
        return f"1|{place.finess}"
    return f"3|{place.siret}" if place.siret else f"4|{place.rank}" if place.rank else "|"


def of_activity(place: Place) -> str:
    if place.sector not in _BUSY:
        return _of_activity(place)
    place.as_activity = place.as_activity or _of_activity(place)
    return place.as_activity


def of_mailbox(place: Place) -> str:
    if place.sector not in _BUSY:
        return _of_mailbox(place)
    place.as_mailbox = place.as_mailbox or _of_mailbox(place)
    return place.as_mailbox


@cache
def _department(postcode: str) -> str:
    found = nomenclature.department_of_postcode(postcode)
    return f"{found.code}|{typed(found.label)}" if found else "|"


def _of_activity(place: Place) -> str:
    label = streets.LABELS.get(place.street_kind, "")
    former = f"1{place.finess}" if place.finess else f"3{place.siret}" if place.siret else ""
    return (
        f"{place.siret}|{place.siret[:9]}|{place.finess}|{place.legal_finess}|{_technical(place)}|{place.name}|"
        f"{place.brand}||{place.complement}|{place.street_number}||{place.street_kind}|{label}|{place.street}||"
        f"{_office(place)}|{place.postcode}|{place.commune_code}|{place.town}|99000|France|"
        f"{place.phone}|{place.phone_2}|{place.fax}|{place.email}|{_department(place.postcode)}|{former}"
    )


def _of_mailbox(place: Place) -> str:
    label = plain(streets.LABELS.get(place.street_kind, ""))
    department = _department(place.postcode).partition("|")[2]
    return (
        f"{place.name}|{place.brand}|{place.complement}||{place.street_number}||{label}|{place.street}||"
        f"{place.postcode} {_office(place)}|{place.postcode}|{department}|FRANCE"
    )


def _technical(place: Place) -> str:
    if place.finess:
        return f"F{place.finess}"
    return f"C{place.siret}" if place.siret else f"R{place.rank}" if place.rank else ""


@cache
def _upper(town: str) -> str:
    return plain(town.split(maxsplit=1)[0] if town.endswith("Arrondissement") else town)


def _office(place: Place) -> str:
    return f"{_upper(place.town)} CEDEX" if place.cedex else _upper(place.town)
