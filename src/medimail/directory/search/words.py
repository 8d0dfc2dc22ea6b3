"""Words of an entry and words of a question: the same, whatever accents, capitals and signs.

Marks: `#p10` profession, `#sSM54` speciality, `#d31` department, `#kPER` kind, `#bm` and `#bs` the directories of
Medimail and of MSSanté, `#n…` a whole number (RPPS, FINESS). `=martin` is a word of a name.
"""

from medimail.lib import nomenclature
from medimail.lib.person_names import plain

BEGINNING = 8
"""Letters of a word that the index compares; the function `directory_beginnings` says the same."""

# What people call a profession, beside its official label.
_CALLED = {
    "10": "docteur dr generaliste",
    "21": "pharmacie officine",
    "40": "dentiste dr",
    "50": "sagefemme",
    "60": "ide infirmiere",
    "70": "kine kinesitherapeute",
    "80": "podologue",
}


def of_profession(code: str) -> str:
    return f"{plain(nomenclature.profession_label(code))} {_CALLED.get(code, '')}".strip() if code else ""


def of_department(code: str) -> str:
    found = nomenclature.department(code)
    return plain(f"{code} {found.label}") if found else ""


def keys(said: list[str]) -> list[str]:
    """What the index is asked for: each word's beginning, each long number whole."""
    return [f"#n{word}" if _is_number(word) else word[:BEGINNING] for word in said if len(word) > 1]


def _is_number(word: str) -> bool:
    return word.isdecimal() and len(word) in (9, 11)
