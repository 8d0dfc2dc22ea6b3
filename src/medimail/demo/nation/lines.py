"""A person as lines of the files: no quoting, `|` between columns, in two of the three files after the last too."""

from collections.abc import Iterator
from functools import cache

from medimail.demo.nation import kinds, streets
from medimail.demo.nation.names import plain
from medimail.demo.nation.shapes import Box, Person, Place, Service
from medimail.lib import nomenclature

_TYPES = {"RPPS": "8", "ADELI": "0"}
_CIVILITIES = {"M": "M|Monsieur", "MME": "MME|Madame", "": "|"}
_TITLES = {"DR": "DR|Docteur", "PR": "PR|Professeur", "": "|"}
_CATEGORIES = {"C": "C|Civil", "E": "E|Etudiant", "M": "M|Militaire"}
_SECTORS = {kind.sector: kind.sector_label for kind in kinds.KINDS} | {"SA07": "Cabinet individuel"}
_SELF_EMPLOYED = {"SA07", "SA08"}
_MODES = {True: "L|Libéral, indépendant, artisan, commerçant", False: "S|Salarié"}
_SECTIONS = {
    "SA33": "D|Pharmaciens adjoints d'officine et autres exercices",
    "SA25": "G|Pharmaciens biologistes médicaux",
    **dict.fromkeys(("SA01", "SA04"), "H|Pharmaciens des établissements de santé ou médico-sociaux"),
}
_ORDERS = {"10": "CNOM", "40": "CNOCD", "50": "CNOSF", "21": "CNOP", "60": "CNOI", "70": "CNOMK", "80": "CNOPP"}
_NO_STRUCTURE = "|" * 31
_NO_SECTOR = "|" * 9
_NO_PLACE_OF_BOX = "|" * 12


def activities(person: Person) -> Iterator[str]:
    """One line for each place; a person without any has a line all the same."""
    head = _head(person)
    order = _ORDERS.get(person.profession, "ARS")
    for place in person.places:
        sector, cells = place.sector, _cells(place)[0]
        mode = _MODES[not person.salaried and sector in _SELF_EMPLOYED]
        section = _SECTIONS.get(sector, "|") if person.profession == "21" else "|"
        tail = f"{order}/{order}/{order}|{sector}|{_SECTORS.get(sector, '')}|{section}|||GENR01|Activité standard"
        yield f"{head}|{mode}|{cells}|{tail}|\n"
    if not person.places:
        yield f"{head}{_NO_STRUCTURE}{order}/{order}/{order}{_NO_SECTOR}\n"


def specialities(person: Person) -> Iterator[str]:
    for code in dict.fromkeys((person.speciality, person.second_speciality)):
        if code:
            profession = f"{_profession(person.profession)}|{_CATEGORIES[person.category]}"
            names = f"{person.last_name}|{person.first_name}"
            yield f"{_identity(person)}|{names}|{profession}|{_speciality(person.profession, code)}|\n"


def mailboxes(person: Person) -> Iterator[str]:
    for box in person.boxes:
        yield mailbox(person, box)


def mailbox(person: Person, box: Box) -> str:
    structure = _structure_number(box.place) if box.place else "|"
    return (
        f"PER|{box.address}|{_identity(person)}|{structure}||"
        f"{person.title or person.civility}|{person.last_name}|{plain(person.first_name)}|"
        f"{_CATEGORIES[person.category]}|{_profession(person.profession)}|"
        f"{_short_speciality(person.profession, person.speciality)}|"
        f"{'O' if box.paperless else 'N'}|{_cells(box.place)[1] if box.place else _NO_PLACE_OF_BOX}\n"
    )


def service(one: Service) -> str:
    number = _structure_number(one.place)
    paperless = "O" if one.paperless else "N"
    return f"ORG|{one.address}||||{number}|{one.name}||||||||||{paperless}|{_cells(one.place)[1]}\n"


def _head(person: Person) -> str:
    return (
        f"{_identity(person)}|{_TITLES[person.title]}|{_CIVILITIES[person.civility]}|{person.last_name}|"
        f"{person.first_name}|{_profession(person.profession)}|{_CATEGORIES[person.category]}|"
        f"{_speciality(person.profession, person.speciality)}"
    )


def _identity(person: Person) -> str:
    kind = _TYPES[person.identifier_type]
    return f"{kind}|{person.number}|{kind}{person.number}"


@cache
def _profession(code: str) -> str:
    return f"{code}|{_typed(nomenclature.profession_label(code))}"


@cache
def _speciality(profession: str, code: str) -> str:
    return f"S|Spécialité ordinale|{_short_speciality(profession, code)}" if code else "|||"


@cache
def _short_speciality(profession: str, code: str) -> str:
    found = nomenclature.speciality_label(profession, code) if code else ""
    return f"{code}|{_typed(found.removesuffix(' (libellé abrégé)'))}"


def _typed(text: str) -> str:
    """The files have the apostrophe of typewriters."""
    return text.replace("’", "'")


def _structure_number(place: Place) -> str:
    if place.finess:
        return f"1|{place.finess}"
    return f"3|{place.siret}" if place.siret else f"4|{place.rank}" if place.rank else "|"


def _cells(place: Place) -> tuple[str, str]:
    if place.cells is None:
        place.cells = (_of_activity(place), _of_mailbox(place))
    return place.cells


@cache
def _department(postcode: str) -> str:
    found = nomenclature.department_of_postcode(postcode)
    return f"{found.code}|{_typed(found.label)}" if found else "|"


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
