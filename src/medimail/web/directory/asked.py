"""What the address of a search says, and the address of what is asked. Codes that no table has are left out."""

from dataclasses import replace
from typing import Literal, cast
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from medimail.directory.search.question import Question
from medimail.lib import nomenclature
from medimail.web.directory.sentences import KINDS

MIN_LETTERS = 2
_LONGEST = 200
_KEY = 600
Book = Literal["", "medimail", "mssante"]
_NAMES = {
    "text": "q",
    "book": "annuaire",
    "profession": "profession",
    "speciality": "specialite",
    "department": "departement",
    "kind": "boite",
    "without_address": "sans",
    "after": "apres",
}


def typed(query: QueryDict) -> str:
    return query.get("q", "").replace("\0", "").strip()[:_LONGEST]


def question_of(query: QueryDict) -> Question:
    said = {name: query.get(word, "").replace("\0", "") for name, word in _NAMES.items()}
    profession = said["profession"] if nomenclature.profession(said["profession"]) else ""
    speciality = said["speciality"] if nomenclature.speciality_label(profession, said["speciality"]) else ""
    return Question(
        text=typed(query),
        book=cast("Book", said["book"] if said["book"] in {"medimail", "mssante"} else ""),
        profession=profession,
        speciality=speciality,
        department=said["department"] if nomenclature.department(said["department"]) else "",
        kind=said["kind"] if said["kind"] in KINDS else "",
        without_address=bool(said["without_address"]),
        after=said["after"] if len(said["after"]) <= _KEY else "",
    )


def filters(question: Question) -> int:
    """How many narrow the question."""
    chosen = (question.profession, question.speciality, question.department, question.kind, question.without_address)
    return sum(map(bool, chosen))


def is_asked(question: Question) -> bool:
    return len(question.text) >= MIN_LETTERS or bool(filters(question))


def address(question: Question, **changes: object) -> str:
    """Short enough to be shared: what is empty is not said."""
    changed = replace(question, **changes)  # type: ignore[arg-type]
    values = {word: getattr(changed, name) for name, word in _NAMES.items()}
    said = {word: "1" if value is True else value for word, value in values.items() if value}
    return f"{reverse('directory')}?{urlencode(said)}" if said else reverse("directory")
