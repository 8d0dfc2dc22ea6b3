"""What a person looks for in a box: in one folder, or in all but the bin by way of Dovecot's virtual folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from medimail.accounts.models import User
from medimail.lib import imap_found
from medimail.lib.imap_search import EVERYTHING, Wanted
from medimail.mail.errors import NoSuchMessage
from medimail.mail.folders import Shelf, place, shelves
from medimail.mail.listing import MessageRow, row_of
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

PAGE = 50
EXCERPTS = 20
_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class FoundRow:
    message: MessageRow
    shelf: Shelf
    place: int
    """What the next page may follow."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    rows: list[FoundRow]
    total: int
    last: int | None
    """What to pass as `after` for the next page."""


def found(mailbox: Mailbox, person: User, wanted: Wanted, *, folder: str = "", after: int | None = None) -> FoundPage:
    """Fifty messages, newest first. Raises NoSuchMessage for an unknown folder, MailUnavailable."""
    criteria = wanted.criteria()
    with opened(mailbox, person) as session:
        name = place(session, folder).name if folder else EVERYTHING
        if after is None:
            uids, total = session.run(lambda client: imap_found.first(client, name, criteria, PAGE + 1))
            if not uids and wanted.by_index and name == EVERYTHING:
                woken = [shelf.name for shelf in shelves(session, fresh=True) if shelf.slug and shelf.messages]
                session.run(lambda client: imap_found.wake(client, woken))
                uids, total = session.run(lambda client: imap_found.first(client, name, criteria, PAGE + 1))
        else:
            uids, total = session.run(lambda client: imap_found.after(client, name, criteria, after, PAGE + 1))
        rows = session.run(lambda client: imap_found.describe(client, uids[:PAGE]))
        places = {shelf.name: shelf for shelf in shelves(session)}
        if any(row.folder not in places for row in rows):
            places = {shelf.name: shelf for shelf in shelves(session, fresh=True)}
    shown = [FoundRow(row_of(row.row), places[row.folder], row.place) for row in rows if row.folder in places]
    return FoundPage(shown, total, uids[PAGE - 1] if len(uids) > PAGE else None)


def searched_folders(mailbox: Mailbox, person: User, *, fresh: bool = False) -> list[Shelf]:
    with opened(mailbox, person) as session:
        return [shelf for shelf in shelves(session, fresh=fresh) if shelf.slug]


def beginnings(mailbox: Mailbox, person: User, wanted: list[tuple[str, int]]) -> Iterator[tuple[str, int, bytes]]:
    """The first 64 KB of some messages, named by folder and uid; what is gone is left out. Raises MailUnavailable."""
    with opened(mailbox, person) as session:
        for slug, some in groupby(sorted(wanted[:EXCERPTS]), key=itemgetter(0)):
            try:
                session.open(place(session, slug).name, readonly=True)
            except NoSuchMessage:
                continue
            yield from ((slug, uid, session.beginning(uid, _HEAD)) for _, uid in some)
