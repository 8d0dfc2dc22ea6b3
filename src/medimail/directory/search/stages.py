"""The conditions of a search, from the narrowest to the widest. Each stage leaves out what those before have shown."""

from collections.abc import Iterator
from typing import Any

from medimail.directory.search.question import MOST, Question, Viewer
from medimail.directory.search.words import BEGINNING, keys

Parameters = list[Any]
Part = tuple[str, Parameters]
"""SQL with its parameters; what was typed is never in the SQL."""

_SHOWN = (
    "(in_medimail OR in_mssante OR holder_id = %s OR origin = 'own' AND (region_code = ANY(%s) OR finess = ANY(%s)))"
)
_AS_TYPED: Part = ("0", [])
_ANYWHERE: Part = ("3", [])
_HAS_ALL = "directory_beginnings(words) @> %s::text[]"


def stages(question: Question, said: list[str], viewer: Viewer) -> list[Part]:
    """Each selects `stage`, `id`, `name_key`. None when nothing is asked."""
    marks = _marks(question)
    filters: list[Part] = [(_HAS_ALL, [marks])] if marks else []
    if "@" in question.text:
        address = ("address LIKE %s", [_start(question.text.strip().lower())])
        return [_select(_AS_TYPED, [address, *filters], question, viewer)]
    found: list[Part] = []
    names = [] if marks or question.without_address else list(_names(said))
    found += [
        _select(_AS_TYPED, [("name_key LIKE %s", [_start(name)])], question, viewer, ordered=True) for name in names
    ]
    wanted = keys(said)
    if not wanted and not marks:
        return found
    unseen: list[Part] = [("name_key NOT LIKE %s", [_start(name)]) for name in names]
    if wanted:
        found.append(_select(_bearers_first(said), [_in_name(said, marks), *unseen], question, viewer))
        unseen = [(f"{_WORD_OF_NAME} NOT LIKE %s", [f"% {word[:BEGINNING]}%"]) for word in _letters(said)]
    found.append(_select(_ANYWHERE, [(_HAS_ALL, [[*wanted, *marks]]), *unseen], question, viewer))
    return found


_WORD_OF_NAME = "(' ' || name_key)"


def _bearers_first(said: list[str]) -> Part:
    """For « martin toulouse », the Martin of Toulouse stand before their neighbours Martine and Martineau."""
    bearers = [_start(f"{word} ") for word in _letters(said)]
    return (f"CASE WHEN {_any('name_key LIKE %s', bearers)} THEN 1 ELSE 2 END", bearers) if bearers else ("2", [])


def _any(condition: str, values: Parameters) -> str:
    return " OR ".join([condition] * len(values))


def _select(stage: Part, conditions: list[Part], question: Question, viewer: Viewer, *, ordered: bool = False) -> Part:
    addressed = "address = ''" if question.without_address else "address <> ''"
    everyone: Part = (addressed, [])
    wheres = [everyone, *conditions, ("NOT closed", [])]
    if not viewer.everywhere:
        wheres.append((_SHOWN, [viewer.user_id, list(viewer.regions), list(viewer.structures)]))
    where = " AND ".join(sql for sql, _ in wheres)
    order = "ORDER BY name_key, id" if ordered else ""
    sql = f"SELECT {stage[0]} AS stage, id, name_key FROM directory_entry WHERE {where} {order} LIMIT {MOST + 1}"  # noqa: S608
    return sql, [*stage[1], *(value for _, values in wheres for value in values)]


def _marks(question: Question) -> list[str]:
    books = {"medimail": "#bm", "mssante": "#bs"}
    said = {"p": question.profession, "s": question.speciality, "d": question.department, "k": question.kind}
    return [f"#{sign}{value}" for sign, value in said.items() if value] + [
        books[book] for book in [question.book] if book
    ]


def _names(said: list[str]) -> Iterator[str]:
    """The name as it is sorted, last name first, whichever was typed first."""
    for turn in range(min(len(said), 3)):
        yield " ".join(said[turn:] + said[:turn])


def _letters(said: list[str]) -> list[str]:
    return [word for word in said if len(word) > 1 and not word.isdecimal()]


def _in_name(said: list[str], marks: list[str]) -> Part:
    """One of the words begins a word of the name, the others stand anywhere."""
    ways = [[f"={word[:BEGINNING]}", *keys([one for one in said if one != word]), *marks] for word in _letters(said)]
    if not ways:
        return "false", []
    return f"({_any(_HAS_ALL, ways)})", [*ways]


def _start(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in text) + "%"
