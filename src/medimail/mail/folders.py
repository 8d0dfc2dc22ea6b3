"""The folders of a box: those that every box has, with a word in our addresses, and the person's own.

The name of a folder may be that of a patient, so no address holds it: Dovecot's identifier stands there, which also
stays when the name changes.
"""

import re
import time
from dataclasses import dataclass

from medimail.lib import imap_folders
from medimail.lib.imap import Session
from medimail.lib.imap_folders import Listed
from medimail.mail.errors import NoSuchMessage


@dataclass(frozen=True, slots=True)
class Folder:
    slug: str
    name: str


INBOX = Folder("reception", "INBOX")
DRAFTS = Folder("brouillons", "Drafts")
SENT = Folder("envoyes", "Sent")
ARCHIVE = Folder("archives", "Archive")
JUNK = Folder("indesirables", "Junk")
TRASH = Folder("corbeille", "Trash")
REPORTS = Folder("accuses", "Reports")
FOLDERS = [INBOX, DRAFTS, SENT, ARCHIVE, JUNK, TRASH, REPORTS]
GUID = re.compile(r"[0-9a-f]{32}")
_BY_SLUG = {folder.slug: folder for folder in FOLDERS}
_KNOWN = {folder.name: folder.slug for folder in FOLDERS}
_KEPT = 60.0  # seconds: what another program does to folders shows by then
_BOXES = 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """One folder with its numbers. `slug` is empty when it can only hold other folders."""

    slug: str
    name: str
    label: str
    depth: int
    messages: int
    unseen: int


_shelves: dict[str, tuple[float, list[Shelf]]] = {}


def folder_of(slug: str) -> Folder:
    """One that every box has. Raises NoSuchMessage for any other word."""
    if slug not in _BY_SLUG:
        raise NoSuchMessage
    return _BY_SLUG[slug]


def place(session: Session, slug: str) -> Folder:
    """Any folder of the box. Raises NoSuchMessage."""
    if slug in _BY_SLUG and slug != REPORTS.slug:  # made with the first report
        return _BY_SLUG[slug]
    for known in (shelves(session), shelves(session, fresh=True)):
        if found := next((shelf for shelf in known if shelf.slug == slug), None):
            return Folder(slug, found.name)
    raise NoSuchMessage


def own(session: Session, *, fresh: bool = False) -> list[Shelf]:
    """The folders beside those of every box, in the order of the alphabet, those inside another below it."""
    return [shelf for shelf in shelves(session, fresh=fresh) if shelf.name not in _KNOWN]


def shelves(session: Session, *, fresh: bool = False) -> list[Shelf]:
    """All of them. Kept for a minute in this process's memory: the numbers may be that old unless `fresh`."""
    until, kept = _shelves.get(session.mailbox, (0.0, []))
    if fresh or until < time.monotonic():
        kept = sorted(map(_shelf, session.run(imap_folders.listed)), key=_order)
        if len(_shelves) > _BOXES:
            _shelves.clear()
        _shelves[session.mailbox] = time.monotonic() + _KEPT, kept
    return kept


def remembered(address: str) -> list[Shelf]:
    """Those last seen, for a page that opens no connection for them."""
    return _shelves.get(address, (0.0, []))[1]


def forget(session: Session) -> None:
    """Something was done to the folders."""
    _shelves.pop(session.mailbox, None)


def _shelf(listed: Listed) -> Shelf:
    *above, label = listed.name.split("/")
    return Shelf(_KNOWN.get(listed.name) or listed.guid, listed.name, label, len(above), listed.messages, listed.unseen)


def _order(shelf: Shelf) -> tuple[bool, int, list[str]]:
    known = shelf.name in _KNOWN
    return not known, list(_KNOWN).index(shelf.name) if known else 0, shelf.name.casefold().split("/")
