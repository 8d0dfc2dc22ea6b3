"""A person as lines of the files: no quoting, `|` between columns, in two of the three files after the last too."""

from collections.abc import Iterator
from functools import cache

from medimail.demo.nation import kinds
from medimail.demo.nation.cells import number_of, of_activity, of_mailbox, typed
from medimail.demo.nation.names import plain
from medimail.demo.nation.shapes import Box, Person, Service
from medimail.lib import nomenclature
from medimail.lib.national_box import PERSON_DIGITS

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
        sector, cells = place.sector, of_activity(place)
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
    structure = number_of(box.place) if box.place else "|"
    return (
        f"PER|{box.address}|{_identity(person)}|{structure}||"
        f"{person.title or person.civility}|{person.last_name}|{plain(person.first_name)}|"
        f"{_CATEGORIES[person.category]}|{_profession(person.profession)}|"
        f"{_short_speciality(person.profession, person.speciality)}|"
        f"{'O' if box.paperless else 'N'}|{of_mailbox(box.place) if box.place else _NO_PLACE_OF_BOX}\n"
    )


def service(one: Service) -> str:
    number = number_of(one.place)
    paperless = "O" if one.paperless else "N"
    return f"ORG|{one.address}||||{number}|{one.name}||||||||||{paperless}|{of_mailbox(one.place)}\n"


def _head(person: Person) -> str:
    return (
        f"{_identity(person)}|{_TITLES[person.title]}|{_CIVILITIES[person.civility]}|{person.last_name}|"
        f"{person.first_name}|{_profession(person.profession)}|{_CATEGORIES[person.category]}|"
        f"{_speciality(person.profession, person.speciality)}"
    )


def _identity(person: Person) -> str:
    kind = PERSON_DIGITS[person.identifier_type]
    return f"{kind}|{person.number}|{kind}{person.number}"


@cache
def _profession(code: str) -> str:
    return f"{code}|{typed(nomenclature.profession_label(code))}"


@cache
def _speciality(profession: str, code: str) -> str:
    return f"S|Spécialité ordinale|{_short_speciality(profession, code)}" if code else "|||"


@cache
def _short_speciality(profession: str, code: str) -> str:
    found = nomenclature.speciality_label(profession, code) if code else ""
    return f"{code}|{typed(found.removesuffix(' (libellé abrégé)'))}"
