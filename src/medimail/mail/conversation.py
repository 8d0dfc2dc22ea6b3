"""A whole conversation over all folders of a box, for a bounded number of messages whatever the size of the box.

Dovecot could tell it by THREAD, for reading all headers of a folder. The full-text index instead names a few
candidates: those that share the subject within half a year, and those that the message itself names; their headers
then decide.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import chain

from medimail.accounts.models import User
from medimail.lib import conversation, imap_found
from medimail.lib.imap import Session
from medimail.lib.imap_found import Found
from medimail.lib.imap_rows import Row
from medimail.lib.imap_search import EVERYTHING, Wanted
from medimail.mail.errors import NoSuchMessage
from medimail.mail.folders import place, shelves
from medimail.mail.listing import row_of
from medimail.mail.searching import FoundRow
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

SHOWN = 100
CANDIDATES = 200
_NAMED = 20
_AROUND = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Conversation:
    rows: list[FoundRow]
    """The oldest first."""
    cut: bool
    """There are more than are shown, or than were looked at."""


def conversation_of(mailbox: Mailbox, person: User, folder: str, uid: int) -> Conversation:
    """Raises NoSuchMessage, MailUnavailable."""
    with opened(mailbox, person) as session:
        name = place(session, folder).name
        start = session.run(lambda client: imap_found.one(client, name, uid))
        if start is None:
            raise NoSuchMessage
        candidates, cut = _candidates(session, start)
        places = {shelf.name: shelf for shelf in shelves(session)}
        if any(one.folder not in places for one in candidates) or name not in places:
            places = {shelf.name: shelf for shelf in shelves(session, fresh=True)}
    reachable = [one for one in candidates if one.folder in places]
    same = (one for one in reachable if (one.folder, one.row.uid) == (name, uid))
    here = next(same, Found(name, start, 0))  # what lies in the bin is not searched
    others = [one for one in reachable if one is not here]
    linked = conversation.linked(conversation.ids(start.header), [conversation.ids(one.row.header) for one in others])
    found = sorted([here, *(others[at] for at in linked)], key=lambda one: (one.row.arrived, one.place))
    rows = [FoundRow(row_of(one.row), places[one.folder], one.place) for one in _around(found, here)]
    return Conversation(rows, cut or len(found) > SHOWN)


def _around(found: list[Found], here: Found) -> list[Found]:
    """The newest of them; the one it was asked of is always among them."""
    newest = found[-SHOWN:]
    return newest if here in newest else [here, *newest[1:]]


def _candidates(session: Session, start: Row) -> tuple[list[Found], bool]:
    """Two rounds: an answer under another subject may have answers of its own."""
    known: dict[int, Found] = {}
    subjects: set[str] = set()
    cut, headers = False, [start.header]
    for _ in range(2):
        fresh = {" ".join(conversation.subject_words(header)): header for header in headers}
        asked = [(words, header) for words, header in fresh.items() if words and words not in subjects][:3]
        subjects.update(words for words, _ in asked)
        found = set[int]()
        for words, _ in asked:
            some, total = _like(session, words, start.arrived.date())
            found.update(some)
            cut = cut or total > CANDIDATES
        found.update(_named(session, headers))
        fetched = session.run(partial(imap_found.describe, wanted=sorted(found - known.keys())))
        known.update((one.place, one) for one in fetched)
        headers = _tied(start, list(known.values()))
    return list(known.values()), cut


def _like(session: Session, words: str, day: date) -> tuple[list[int], int]:
    wanted = Wanted(subject=words, since=day - _AROUND, until=day + _AROUND)
    return session.run(lambda client: imap_found.first(client, EVERYTHING, wanted.criteria(), CANDIDATES))


def _named(session: Session, headers: list[bytes]) -> list[int]:
    names = list(dict.fromkeys(chain.from_iterable(map(conversation.ids, headers))))
    criteria = imap_found.with_message_ids([*names[:2], *names[2:][-_NAMED:]])
    if not criteria:
        return []
    return session.run(lambda client: imap_found.first(client, EVERYTHING, criteria, CANDIDATES))[0]


def _tied(start: Row, found: list[Found]) -> list[bytes]:
    named = [conversation.ids(one.row.header) for one in found]
    return [found[at].row.header for at in conversation.linked(conversation.ids(start.header), named)]
