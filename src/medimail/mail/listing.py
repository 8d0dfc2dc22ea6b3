"""The rows of a folder, fifty at a time: what a page costs does not grow with the folder."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Literal

from medimail.accounts.models import User
from medimail.lib import imap_list, mime_text
from medimail.lib.imap import Session
from medimail.lib.imap_folders import State
from medimail.lib.imap_rows import Row
from medimail.mail import folders
from medimail.mail.folders import DRAFTS, INBOX, SENT, Shelf
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

PAGE = 50
UNCERTAIN = "Expéditeur incertain"
PATIENTS = b"@patient.mssante.fr"  # the national domain of patients' mailboxes
Filter = Literal["", "unseen", "flagged", "attachment", "patients", "professionals", "label", "keywords"]
Order = Literal["", "sender", "size"]

_SHOWN_RECIPIENTS = 5
_FIELD = re.compile(rb"^([A-Za-z-]+):[ \t]*((?:.*(?:\r?\n[ \t])?)*)", re.MULTILINE)
_ID = re.compile(r"<([^<>\s]{1,250})>")
_OUTGOING = (SENT.name, DRAFTS.name)
_THREADING = ("message-id", "in-reply-to", "references")
_CRITERIA: dict[str, bytes] = {"unseen": b"UNSEEN", "flagged": b"FLAGGED", "attachment": b"KEYWORD $HasAttachment"}
_ORDERS: dict[str, bytes] = {"sender": b"DISPLAYFROM", "size": b"REVERSE SIZE"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages of a folder, and from where on: a place in the folder, or in the order that was asked for."""

    only: Filter = ""
    order: Order = ""
    label: str = ""
    keywords: tuple[tuple[str, bool], ...] = ()
    """Those a message must have, or must not have, when `only` asks for them."""
    named: bool = False
    """With the Message-ID of every row."""
    before: int | None = None
    conversations: bool = False


@dataclass(frozen=True, slots=True)
class MessageRow:
    uid: int
    sender_name: str
    sender_address: str
    recipients: str
    subject: str
    preview: str
    date: datetime
    seen: bool
    answered: bool
    flagged: bool
    has_attachment: bool
    labels: tuple[str, ...] = ()
    message_id: str = ""
    """Of one's own messages, and where `Wanted.named` asks for it."""
    flags: frozenset[str] = frozenset()
    message_ids: frozenset[str] = frozenset()
    thread: tuple["MessageRow", ...] = ()
    """Older messages of its conversation, of those on this page."""


@dataclass(frozen=True, slots=True)
class FolderPage:
    rows: list[MessageRow]
    older: int | None  # what to pass as `before` for the next page
    unseen: int
    total: int
    inbox_unseen: int
    stamp: str
    shelves: list[Shelf] = field(default_factory=list)


def folder_page(
    mailbox: Mailbox, person: User, folder: str, *, before: int | None = None, wanted: Wanted | None = None
) -> FolderPage:
    """Fifty messages, newest first, for two exchanges with Dovecot whatever the size of the folder."""
    wanted = wanted or Wanted(before=before)
    with opened(mailbox, person) as session:
        name = folders.place(session, folder).name
        others = () if name == INBOX.name else (INBOX.name,)
        here, *inbox = session.run(lambda client: imap_list.look(client, name, *others))
        found, older = _found(session, wanted, here.messages)
        shelves = folders.shelves(session)
    kind = {"outgoing": name in _OUTGOING, "threaded": wanted.conversations, "named": wanted.named}
    rows = [_row(row, **kind) for row in found]
    inbox_unseen = inbox[0].unseen if inbox else here.unseen
    return FolderPage(
        rows=_gathered(rows) if wanted.conversations else rows,
        older=older,
        unseen=here.unseen,
        total=here.messages,
        inbox_unseen=inbox_unseen,
        stamp=_stamp(here, inbox_unseen),
        shelves=shelves,
    )


def stamp(mailbox: Mailbox, person: User, folder: str) -> str:
    """Changes with anything that a page of this folder shows."""
    with opened(mailbox, person) as session:
        name = folders.place(session, folder).name
        others = () if name == INBOX.name else (INBOX.name,)
        here, *inbox = session.run(lambda client: imap_list.look(client, name, *others))
    return _stamp(here, inbox[0].unseen if inbox else here.unseen)


def inbox_head(mailbox: Mailbox, person: User, before: int | None) -> tuple[list[MessageRow], int]:
    """The newest fifty of one inbox at or below a place, and how many it holds."""
    with opened(mailbox, person) as session:
        [here] = session.run(lambda client: imap_list.look(client, INBOX.name))
        last = here.messages if before is None else min(before, here.messages)
        found = session.run(lambda client: imap_list.some(client, range(last, max(0, last - PAGE), -1)))
    return [_row(row) for row in found], last


def row_of(row: Row, *, outgoing: bool = False) -> MessageRow:
    """For other lists of messages, such as what a search found."""
    return _row(row, outgoing=outgoing)


def _stamp(here: State, inbox_unseen: int) -> str:
    """Newest message first: a page that also shows older rows announces only a new one."""
    return f"{here.uidnext}-{here.modseq}-{here.messages}-{inbox_unseen}"


def _found(session: Session, wanted: Wanted, total: int) -> tuple[list[Row], int | None]:
    if wanted.order:
        numbers, older = _in_order(session, wanted)
    elif wanted.only in {"patients", "professionals"}:
        numbers, older = _by_sender(session, wanted, total)
    else:
        numbers, older = _newest(session, wanted, total)
    return session.run(lambda client: imap_list.some(client, numbers)), older


def _newest(session: Session, wanted: Wanted, total: int) -> tuple[Sequence[int], int | None]:
    last = total if wanted.before is None else max(0, min(wanted.before - 1, total))
    if criteria := _criteria(wanted):
        found = session.run(lambda client: imap_list.matching(client, criteria, last, PAGE + 1))
        return found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    numbers = range(last, max(0, last - PAGE), -1)
    return numbers, numbers[-1] if numbers and numbers[-1] > 1 else None


def _by_sender(session: Session, wanted: Wanted, total: int) -> tuple[Sequence[int], int | None]:
    last = total if wanted.before is None else max(0, min(wanted.before - 1, total))
    wants = _from_patient if wanted.only == "patients" else _from_professional
    found, seen_to = session.run(lambda client: imap_list.by_sender(client, wants, last, PAGE))
    return found, seen_to + 1 if seen_to > 0 else None


def _in_order(session: Session, wanted: Wanted) -> tuple[Sequence[int], int | None]:
    start = wanted.before or 0
    order, criteria = _ORDERS[wanted.order], _criteria(wanted) or b"ALL"
    found = session.run(lambda client: imap_list.sorted_by(client, order, criteria, start, PAGE + 1))
    return found[:PAGE], start + PAGE if len(found) > PAGE else None


def _criteria(wanted: Wanted) -> bytes:
    if wanted.only == "label":
        return b"KEYWORD " + wanted.label.encode("ascii")
    if wanted.only == "keywords":
        return " ".join(f"{'' if has else 'UN'}KEYWORD {word}" for word, has in wanted.keywords).encode("ascii")
    return _CRITERIA.get(wanted.only, b"")


def _from_patient(header: bytes) -> bool:
    return PATIENTS in header.lower()


def _from_professional(header: bytes) -> bool:
    return not _from_patient(header)


def _fields(header: bytes) -> dict[str, list[str]]:
    """Values by name in lower case, as they came."""
    found: dict[str, list[str]] = {}
    for name, value in _FIELD.findall(header[: 4 * mime_text.MAX_HEADER]):
        text = value.decode("ascii", "surrogateescape").strip()
        found.setdefault(name.decode("ascii").lower(), []).append(text)
    return found


def _row(row: Row, *, outgoing: bool = False, threaded: bool = False, named: bool = False) -> MessageRow:
    fields, flags = _fields(row.header), row.flags
    name, address = _sender(tuple(fields.get("from", ())))
    to = mime_text.addresses(fields.get("to", []), typed="\\Draft" in flags) if outgoing else []
    return MessageRow(
        uid=row.uid,
        sender_name=name,
        sender_address=address,
        recipients=", ".join(name or address for name, address in to[:_SHOWN_RECIPIENTS]),
        subject=mime_text.decode(fields.get("subject", [""])[0]),
        preview=mime_text.shown(row.preview),
        date=row.arrived,
        seen="\\Seen" in flags,
        answered="\\Answered" in flags,
        flagged="\\Flagged" in flags,
        has_attachment="$HasAttachment" in flags,
        labels=tuple(sorted(flag for flag in flags if flag.startswith("$label"))),
        message_id=fields.get("message-id", [""])[0] if outgoing or named else "",
        flags=flags,
        message_ids=_ids(fields) if threaded else frozenset(),
    )


def _ids(fields: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(_ID.findall(" ".join(chain.from_iterable(fields.get(name, []) for name in _THREADING))))


@lru_cache(maxsize=2048)  # the same few people write again and again
def _sender(values: tuple[str, ...]) -> tuple[str, str]:
    """RFC 5322 allows one From; with two, what was checked and what is shown could differ."""
    found = mime_text.addresses(list(values)) if len(values) == 1 else []
    return found[0] if len(found) == 1 else (UNCERTAIN, "")


def _gathered(rows: list[MessageRow]) -> list[MessageRow]:
    """One row for each conversation: messages whose References name each other. The newest stands for it."""
    heads: list[list[MessageRow]] = []
    known: dict[str, list[MessageRow]] = {}
    for row in rows:
        ids = row.message_ids
        group = next((known[one] for one in ids if one in known), None)
        if group is None:
            heads.append(group := [])
        group.append(row)
        known.update(dict.fromkeys(ids, group))
    return [replace(group[0], thread=tuple(group[1:])) for group in heads]
