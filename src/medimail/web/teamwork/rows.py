"""What a team does with each message of a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from medimail.mail.listing import MessageRow
from medimail.mailboxes.models import Mailbox
from medimail.teamwork import marks
from medimail.teamwork.access import is_shared
from medimail.teamwork.models import State
from medimail.teamwork.queries import dues, names
from medimail.web.teamwork import sentences

_TONES = {State.OPEN: "", State.TAKEN: "info", State.WAITING: "warn", State.DONE: "accent"}


@dataclass(frozen=True, slots=True)
class TeamMark:
    words: str
    """« Pris : Léa Martin »."""
    tone: str
    due: str
    late: bool


def team_of(mailbox: Mailbox, rows: Iterable[MessageRow]) -> dict[int, TeamMark]:
    """By uid. Nothing, and no query, in a personal box; two queries at most in a shared one."""
    if not is_shared(mailbox):
        return {}
    shown = list(chain.from_iterable((row, *row.thread) for row in rows))
    people = {pk for row in shown for pk in (marks.person_in(row.flags), marks.answered_by(row.flags)) if pk}
    return dict(_marks(shown, names(people), dues(mailbox, [_id(row) for row in shown])))


def _marks(rows: list[MessageRow], known: dict[int, str], until: dict[str, date]) -> Iterator[tuple[int, TeamMark]]:
    for row in rows:
        state, due = marks.state_in(row.flags), until.get(_id(row))
        words, (said, late) = _words(row, state, known), sentences.due(due) if due else ("", False)
        if words or said:
            yield row.uid, TeamMark(words, _TONES[state], said, late)


def _words(row: MessageRow, state: State, known: dict[int, str]) -> str:
    name = known.get(marks.person_in(row.flags) or 0, "")
    if state != State.OPEN:
        return f"{sentences.SHORT[state]}\N{NO-BREAK SPACE}: {name}" if name else sentences.SHORT[state]
    by = known.get(marks.answered_by(row.flags) or 0, "")
    return f"Répondu\N{NO-BREAK SPACE}: {by}" if by else ""


def _id(row: MessageRow) -> str:
    return row.message_id.strip("<> ")
