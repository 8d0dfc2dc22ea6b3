"""Folders of one's own: made, renamed, moved, deleted. The six of every box are protected."""

from contextlib import suppress
from functools import partial
from uuid import uuid4

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.lib import imap_folders, imap_list
from medimail.lib.imap import Session
from medimail.mail import folders
from medimail.mail.errors import NoSuchMessage
from medimail.mail.folders import Shelf
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox
from medimail.rules.actions import follow_folder
from medimail.rules.errors import RulesUnavailable

MAX_NAME = 60
MAX_DEPTH = 4
MAX_FOLDERS = 1_000
_RESERVED = {"inbox", "drafts", "sent", "archive", "junk", "trash", "reports"}
_REFUSED = set('/\\*%~&"')  # wildcards and separators, or what would be read as them


class BadName(Exception):
    """`reason` is one word: empty, long, signs, taken, deep, many."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def all_of(mailbox: Mailbox, person: User) -> list[Shelf]:
    """With numbers of this moment, for one command."""
    with opened(mailbox, person) as session:
        return folders.shelves(session, fresh=True)


def quota_of(mailbox: Mailbox, person: User) -> tuple[int, int]:
    """Bytes used and allowed."""
    with opened(mailbox, person) as session:
        return session.run(imap_folders.quota)


def make(mailbox: Mailbox, person: User, label: str, inside: str = "") -> str:
    """The slug of the new folder. Raises BadName, NoSuchMessage."""
    with opened(mailbox, person) as session:
        name = _free_name(session, label, inside)
        session.run(lambda client: imap_folders.make(client, name))
        slug = _slug_of(session, name)
    trace(person, "folder.created", mailbox)
    return slug


def change(mailbox: Mailbox, person: User, folder: str, label: str, inside: str = "") -> None:
    """Another name, another place. What is in it and inside it comes along. Raises BadName, NoSuchMessage."""
    with opened(mailbox, person) as session:
        old = _own(session, folder).name
        name = _free_name(session, label, inside, keeping=old)
        if name != old:
            session.run(lambda client: imap_folders.rename(client, old, name))
            with suppress(RulesUnavailable):  # the page of rules then says that their folder is gone
                follow_folder(mailbox, person, old, name)
        folders.forget(session)
    trace(person, "folder.renamed", mailbox)


def drop(mailbox: Mailbox, person: User, folder: str) -> int:
    """Its messages, and those of the folders inside it, go to the bin first; how many. Raises NoSuchMessage."""
    moved = 0
    with opened(mailbox, person) as session:
        # Under a name that nobody knows, so that whoever files there meanwhile is refused and loses nothing.
        name, aside = _own(session, folder).name, f"Suppression {uuid4().hex}"
        session.run(lambda client: imap_folders.rename(client, name, aside))
        inside = [one for one in folders.own(session, fresh=True) if f"{one.name}/".startswith(f"{aside}/")]
        for one in reversed(inside):  # the deepest first
            if one.slug:
                moved += _into_bin(session, one.name)
                session.run(partial(imap_folders.drop, name=one.name, once=name + one.name.removeprefix(aside)))
        folders.forget(session)
    trace(person, "folder.deleted", mailbox, messages=moved)
    return moved


def _into_bin(session: Session, name: str) -> int:
    [state] = session.run(lambda client: imap_list.look(client, name))
    if state.messages:
        session.run(lambda client: imap_list.move_all(client, name, folders.TRASH.name))
    return state.messages


def _own(session: Session, slug: str) -> Shelf:
    found = next((shelf for shelf in folders.own(session, fresh=True) if shelf.slug == slug), None)
    if found is None:
        raise NoSuchMessage
    return found


def _slug_of(session: Session, name: str) -> str:
    return next((shelf.slug for shelf in folders.shelves(session, fresh=True) if shelf.name == name), "")


def _free_name(session: Session, label: str, inside: str, keeping: str = "") -> str:
    label = " ".join(label.split())
    _check(label)
    above = f"{_own(session, inside).name}/" if inside else ""
    name = above + label
    known = {shelf.name for shelf in folders.shelves(session, fresh=True)}
    if keeping and above.startswith(f"{keeping}/"):
        raise BadName("inside")
    if name.casefold() in {one.casefold() for one in known - {keeping}} or name.casefold() in _RESERVED:
        raise BadName("taken")
    if name.count("/") >= MAX_DEPTH:
        raise BadName("deep")
    if len(known) >= MAX_FOLDERS and not keeping:
        raise BadName("many")
    return name


def _check(label: str) -> None:
    if not label:
        raise BadName("empty")
    if len(label) > MAX_NAME:
        raise BadName("long")
    if _REFUSED & set(label) or not label.isprintable() or label.startswith("."):
        raise BadName("signs")
