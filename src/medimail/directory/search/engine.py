"""The search: names as typed, then who bears a typed last name, whose name holds a word, who has all words anywhere.

Searches of bounded cost (`stages`), each run only if the one before left room: the start of a name in a B-tree, then
beginnings of words in a GIN index. Their order is that of the answer; inside each, names in alphabetical order.
"""

from dataclasses import replace

from django.db import connection

from medimail.directory.models import Entry
from medimail.directory.search import spelling
from medimail.directory.search.question import MOST, PAGE, Answer, Question, Viewer
from medimail.directory.search.stages import Part, stages
from medimail.lib.person_names import words as words_of

_MOST_WORDS = 8
_LEFT_OUT = {"words", "digest"}
_COLUMNS = [field.attname for field in Entry._meta.concrete_fields if field.attname not in _LEFT_OUT]
_PAGE = f"""
WITH candidate AS MATERIALIZED (SELECT * FROM ({{union}}) AS found LIMIT {MOST + 1}),
page AS (
    SELECT stage, id, (SELECT count(*) FROM candidate) AS among
    FROM (SELECT * FROM candidate ORDER BY stage, name_key, id LIMIT {MOST}) AS reachable
    WHERE (stage, name_key, id) > (%s, %s, %s) ORDER BY stage, name_key, id LIMIT %s
)
SELECT stage, among, {", ".join(f"entry.{name}" for name in _COLUMNS)}
FROM page JOIN directory_entry AS entry USING (id) ORDER BY stage, name_key, id
"""  # noqa: S608 (names of our own columns)


def search(question: Question, viewer: Viewer) -> Answer:
    """One page. Constant cost, whatever the size of the directory."""
    question = replace(question, text=_legible(question.text))
    said = _said(question.text)
    answer = _answer(question, said, viewer)
    if answer.found or question.after or not said or "@" in question.text:
        return answer
    for meant in spelling.readings(said):
        if (other := _answer(question, meant, viewer)).found:
            return Answer(other.found, other.next, other.many, read_as=" ".join(meant))
    return answer


def suggest(text: str, viewer: Viewer, *, most: int = 8) -> list[Entry]:
    """For the recipients of a message: only entries with an address, from two letters."""
    text = _legible(text)
    said = _said(text)
    if sum(map(len, said)) < 2:
        return []
    rows = _rows(stages(Question(text), said, viewer), "", most)
    return [entry for _, _, entry in rows]


def _legible(text: str) -> str:
    """Without NUL and what else the database would refuse."""
    return "".join(sign for sign in text if sign.isprintable())


def _said(text: str) -> list[str]:
    """A number may be typed in groups."""
    said = words_of(text)[:_MOST_WORDS]
    return ["".join(said)] if said and all(word.isdecimal() for word in said) else said


def _answer(question: Question, said: list[str], viewer: Viewer) -> Answer:
    rows = _rows(stages(question, said, viewer), question.after, PAGE + 1)
    following = ""
    if len(rows) > PAGE:
        stage, _, last = rows[PAGE - 1]
        following = f"{stage}.{last.pk}.{last.name_key}"
    return Answer([entry for _, _, entry in rows[:PAGE]], following, bool(rows) and rows[0][1] > MOST)


def _rows(parts: list[Part], after: str, most: int) -> list[tuple[int, int, Entry]]:
    """Stage, how many match up to `MOST` + 1, and the entry."""
    if not parts:
        return []
    union = " UNION ALL ".join(f"({sql})" for sql, _ in parts)
    parameters = [value for _, values in parts for value in values]
    with connection.cursor() as cursor:
        cursor.execute(_PAGE.format(union=union), [*parameters, *_place(after), most])
        return [(row[0], row[1], Entry.from_db(connection.alias, _COLUMNS, row[2:])) for row in cursor.fetchall()]


def _place(after: str) -> tuple[int, str, int]:
    """Where the page before ended; a key that was tampered with is the first page."""
    stage, _, rest = after.partition(".")
    pk, _, name = rest.partition(".")
    if stage.isdecimal() and pk.isdecimal() and len(stage) == 1 and len(pk) < 19:
        return int(stage), name.replace("\0", ""), int(pk)
    return -1, "", 0
