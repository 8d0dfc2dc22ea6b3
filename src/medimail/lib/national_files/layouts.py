"""Which columns of a file become which of ours, and what makes a line unfit."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from medimail.lib import nomenclature
from medimail.lib.national_files import places
from medimail.lib.national_files.numbers import identity
from medimail.lib.national_files.reasons import Reason
from medimail.lib.person_names import plain

Row = tuple[str, ...]
Read = Callable[[Sequence[str]], Row | Reason]

_SIGNS = r"[a-z0-9!#$%&'*+/=?^_`{}~-]+"  # RFC 5322, atext: quoted, an address would be two in a list of recipients
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_SIGNS}(?:\.{_SIGNS})*@(?:[a-z0-9-]{{1,63}}\.){{1,8}}[a-z]{{2,24}}")
_LONGEST_KEY = 200  # characters; some become eighteen when they are made plain
_KINDS = frozenset({"PER", "ORG", "APP", "CAB"})
_PROFESSIONS = frozenset(one.code for one in nomenclature.professions()) | {"99"}


@dataclass(frozen=True, slots=True)
class Layout:
    kind: str
    """mailboxes, activities or skills."""
    marks: frozenset[str]
    """Columns that no other file has all of."""
    wanted: tuple[str, ...]
    columns: tuple[str, ...]
    """Ours, in the order of `read`."""
    read: Read
    """Takes the cells of `wanted`."""

    def picker(self, header: Sequence[str]) -> Callable[[Sequence[str]], Row]:
        """Later files may add columns; none of ours may miss."""
        return itemgetter(*(header.index(name) for name in self.wanted))

    def fits(self, header: Sequence[str]) -> bool:
        return set(self.wanted) <= set(header)


def _key(name: str) -> str:
    return plain(name)[:_LONGEST_KEY].rstrip()


def _code(cell: str) -> str:
    """One word: it becomes a mark of the search, and marks stand apart by spaces."""
    return cell if cell.isalnum() else "".join(cell.split())


_PERSON = ("identifier_type", "national_id")
_NUMBER = ("Type d'identifiant PP", "Identifiant PP")
_STREET = tuple(
    f"{name} (coord. structure)"
    for name in ("Numéro Voie", "Indice répétition voie", "Libellé type de voie", "Libellé Voie")
)


def _activity(cells: Sequence[str]) -> Row | Reason:
    (kind, number, title, last, first, profession, skill_type, skill, skill_label, mode, company, brand, finess,
     *street, postcode, town, cedex, department, phone, email) = cells  # fmt: skip
    if profession not in _PROFESSIONS:
        return Reason.PROFESSION
    if not last:
        return Reason.NAME
    person = identity(kind, number)
    if isinstance(person, Reason):
        return person
    speciality = (_code(skill), skill_label) if skill_type == "S" else ("", "")
    finess = _code(finess)
    return (
        *person, title, last, first, profession, *speciality, "t" if mode == "L" else "f", company or brand, finess,
        places.street(street), postcode, town := town or places.town(cedex),
        places.department(department, postcode), phone, email, _key(f"{last} {first}"),
        plain(f"{company} {brand} {town} {postcode} {skill_label}"),
    )  # fmt: skip


ACTIVITIES = Layout(
    kind="activities",
    marks=frozenset({"Code mode exercice", "Raison sociale site"}),
    wanted=(
        *_NUMBER,
        *("Code civilité d'exercice", "Nom d'exercice", "Prénom d'exercice", "Code profession"),
        *("Code type savoir-faire", "Code savoir-faire", "Libellé savoir-faire", "Code mode exercice"),
        *("Raison sociale site", "Enseigne commerciale site", "Numéro FINESS site", *_STREET),
        *("Code postal (coord. structure)", "Libellé commune (coord. structure)", "Bureau cedex (coord. structure)"),
        "Code Département (structure)",
        *("Téléphone (coord. structure)", "Adresse e-mail (coord. structure)"),
    ),
    columns=(
        *_PERSON,
        *("title", "last_name", "first_name", "profession_code", "speciality_code", "speciality_label"),
        *("self_employed", "company_name", "finess", "address", "postcode", "town", "department_code"),
        *("phone", "email", "name_key", "words"),
    ),
    read=_activity,
)


def _mailbox(cells: Sequence[str]) -> Row | Reason:
    (kind, address, id_type, number, structure_type, structure, service, title, last, first, profession, skill,
     skill_label, paperless, company, brand, *street, routing, postcode, department) = cells  # fmt: skip
    if kind not in _KINDS:
        return Reason.KIND
    address, structure, skill = address.lower(), _code(structure), _code(skill)
    if not _ADDRESS.fullmatch(address):
        return Reason.ADDRESS
    local, _, domain = address.partition("@")
    person = identity(id_type, number) if number else ("", "")
    if isinstance(person, Reason):
        return person
    if profession and profession not in _PROFESSIONS:
        return Reason.PROFESSION
    if not (last or company or brand or service):
        return Reason.NAME
    return (
        *person, kind, address, title, last, first, profession, skill, skill_label, "t" if paperless == "O" else "f",
        structure_type + structure if len(structure) in {9, 14} else structure, company or brand, service,
        places.street(street), postcode, town := places.town(routing), places.department(department, postcode),
        _key(f"{last} {first}" if last else f"{company or brand} {service}"),
        plain(f"{company} {brand} {service} {town} {postcode} {skill_label} {local} {domain.partition('.')[0]}"),
    )  # fmt: skip


MAILBOXES = Layout(
    kind="mailboxes",
    marks=frozenset({"Type de BAL", "Adresse BAL"}),
    wanted=(
        *("Type de BAL", "Adresse BAL", "Type Identifiant PP", "Identifiant PP"),
        *("Type identifiant structure", "Identification Structure", "Service de rattachement"),
        *("Civilité d'exercice", "Nom d'exercice", "Prénom d'exercice", "Code Profession"),
        *("Code savoir-faire", "Libellé savoir-faire", "Dématérialisation"),
        *("Raison Sociale structure BAL", "Enseigne commerciale structure BAL"),
        *("L4NUMEROVOIE structure BAL", "L4COMPLEMENTNUMEROVOIE structure BAL"),
        *("NL4TYPEVOIE structure BAL", "L4LIBELLEVOIE structure BAL"),
        *("L6LIGNEACHEMINEMENT structure BAL", "Code postal structure BAL", "Département structure BAL"),
    ),
    columns=(
        *_PERSON,
        *("kind", "address", "title", "last_name", "first_name", "profession_code"),
        *("speciality_code", "speciality_label", "paperless", "structure", "company_name", "service"),
        *("street", "postcode", "town", "department_code", "name_key", "words"),
    ),
    read=_mailbox,
)


def _skill(cells: Sequence[str]) -> Row | Reason:
    id_type, number, profession, code, label = cells
    if profession not in _PROFESSIONS:
        return Reason.PROFESSION
    person = identity(id_type, number)
    return person if isinstance(person, Reason) else (*person, profession, _code(code), label, plain(label))


SKILLS = Layout(
    kind="skills",
    marks=frozenset({"Code savoir-faire", "Libellé type savoir-faire"}),
    wanted=(*_NUMBER, "Code profession", "Code savoir-faire", "Libellé savoir-faire"),
    columns=(*_PERSON, "profession_code", "code", "label", "words"),
    read=_skill,
)

LAYOUTS = (MAILBOXES, ACTIVITIES, SKILLS)
"""In the order in which a header is compared: the columns of the last stand in the second too."""


def layout_of(header: Sequence[str]) -> Layout | None:
    """By what only this file has; a column that misses is said by `fits`."""
    return next((layout for layout in LAYOUTS if layout.marks <= set(header)), None)
