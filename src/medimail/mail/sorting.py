"""Acts on many messages of a folder, each for one or two exchanges with Dovecot, and how each is undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.labels.queries import labels_of
from medimail.lib import imap_list
from medimail.mail import folders
from medimail.mail.errors import NoSuchMessage
from medimail.mail.noting import note_sorted
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

Act = Literal["seen", "unseen", "flag", "unflag", "label", "unlabel", "move"]
MANY = 5_000
_STORES: dict[str, tuple[str, bool]] = {
    "seen": ("\\Seen", True),
    "unseen": ("\\Seen", False),
    "flag": ("\\Flagged", True),
    "unflag": ("\\Flagged", False),
}
_UNDOES: dict[str, Act] = {"seen": "unseen", "flag": "unflag", "label": "unlabel"}
_UNDOES |= {undo: act for act, undo in _UNDOES.items()}  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Undo:
    """The act that takes another back: where the messages are now, and what to do with them."""

    folder: str
    uids: list[int]
    act: Act
    value: str


def sort(mailbox: Mailbox, person: User, folder: str, uids: Sequence[int], *, act: Act, value: str = "") -> Undo:
    """`value` is the label, or the folder to move to. Messages already gone are passed over. Raises NoSuchMessage."""
    uids = list(dict.fromkeys(uids))[:MANY]
    if act == "move":
        return _moved(mailbox, person, folder, uids, value)
    flag, on = _flag(mailbox, act, value)
    with opened(mailbox, person) as session:
        name = folders.place(session, folder).name
        session.run(lambda client: imap_list.store(client, name, uids, flag, on=on))
    note_sorted(mailbox, person, act, len(uids), value)
    return Undo(folder, uids, _UNDOES[act], value)


def remove(mailbox: Mailbox, person: User, uids: Sequence[int]) -> None:
    """For good, and out of the bin alone: everything passes there first."""
    with opened(mailbox, person) as session:
        session.run(lambda client: imap_list.remove(client, folders.TRASH.name, uids))
    trace(person, "message.removed", mailbox, messages=len(uids))


def empty(mailbox: Mailbox, person: User, folder: str) -> None:
    """The bin and the junk: for good. Raises NoSuchMessage for any other folder."""
    if folder not in {folders.TRASH.slug, folders.JUNK.slug}:
        raise NoSuchMessage
    with opened(mailbox, person) as session:
        name = folders.folder_of(folder).name
        session.run(lambda client: imap_list.remove(client, name, None))
        folders.forget(session)
    trace(person, "folder.emptied", mailbox)


def _moved(mailbox: Mailbox, person: User, folder: str, uids: list[int], target: str) -> Undo:
    with opened(mailbox, person) as session:
        source, destination = folders.place(session, folder), folders.place(session, target)
        if source.name == destination.name or not uids:
            return Undo(folder, [], "move", folder)
        there = session.run(lambda client: imap_list.move(client, source.name, uids, destination.name))
    note_sorted(mailbox, person, "move", len(there), target)
    return Undo(target, there, "move", folder)


def _flag(mailbox: Mailbox, act: str, value: str) -> tuple[str, bool]:
    if act in _STORES:
        return _STORES[act]
    if value not in labels_of(mailbox):
        raise NoSuchMessage
    return value, act == "label"
