"""One message, read part by part: what is not shown is not fetched."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from html import unescape
from urllib.parse import unquote

from medimail.accounts.models import User
from medimail.lib import invitation, mime, mime_stream, mime_text, mime_words
from medimail.lib.imap import Session
from medimail.lib.invitation import Invitation
from medimail.lib.mime_tree import Node
from medimail.mail import reading
from medimail.mail.errors import NoSuchMessage
from medimail.mail.folders import place
from medimail.mail.noting import note_read
from medimail.mail.reading import Found, Inside
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

UNCERTAIN = "Expéditeur incertain"
WHOLE = 0
"""The attachment that stands for the message as it was received."""
_PIECE = 512 * 1024
_CID = re.compile(r"cid:([^\"'<>\s)]{1,250})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    part: int
    filename: str
    content_type: str
    size: int
    openable: bool = False
    """A message that can be read in its place."""


@dataclass(frozen=True, slots=True)
class MessageView:
    uid: int
    folder: str
    message_id: str
    subject: str
    sender_name: str
    sender_address: str
    to: list[tuple[str, str]]
    cc: list[tuple[str, str]]
    date: datetime | None
    text: str
    has_html: bool  # then `body` is what to show
    attachments: list[Attachment]
    references: str
    bcc: list[tuple[str, str]]
    cut: bool  # too long to show: the attachment 0 is the whole message
    claimed_name: str = ""
    """What the sender says to be called, also when `sender_name` hides it because it names another address."""
    reply_to: list[tuple[str, str]] = field(default_factory=list)
    receipt_to: list[tuple[str, str]] = field(default_factory=list)
    """Where the sender asks for a read receipt (RFC 8098)."""
    flags: frozenset[str] = frozenset()
    pictures: list[Attachment] = field(default_factory=list)
    """Shown inside the body, so not listed among the attachments."""
    invitation: Invitation | None = None
    invitation_part: int = 0
    """Its number among the attachments."""
    hint: str = ""
    """The section that `body` will read first."""
    inside: Inside = ()


@dataclass(frozen=True, slots=True)
class Body:
    """Pieces in order: HTML as it came, or plain text. `pictures`: numbers of attachments by Content-ID."""

    pieces: list[tuple[str, str]]
    pictures: dict[str, int]


@dataclass(frozen=True, slots=True)
class Download:
    attachment: Attachment
    pieces: Iterator[bytes]
    """Decoded, and fetched one by one. Raises MailUnavailable in the middle when the store fails."""


def message(
    mailbox: Mailbox, person: User, folder: str, uid: int, *, inside: Inside = (), quoting: bool = False
) -> MessageView:
    """Marks it seen, and notes who read it in a box of others. `quoting`: with its words also when it is shown as a
    page. Raises NoSuchMessage.
    """
    with opened(mailbox, person) as session:
        found = reading.header_and_parts(session, place(session, folder).name, uid, inside)
        html = found.parts.has_html
        text, cut = reading.words(session, found) if quoting or not html else ("", _long(found))
        shown = _pictures(session, found) if html and found.parts.pictures else set()
        invited = _invitation(session, found)
    note_read(mailbox, person, folder, uid)
    listed = [(_described(number, node), number in shown) for number, node in found.parts.files]
    cut = cut or found.cut
    assert found.header is not None  # noqa: S101 (for the type checker)
    return MessageView(
        uid=uid,
        folder=folder,
        text=text,
        has_html=html,
        attachments=[file for file, inline in listed if not inline] + ([_whole(found)] if cut else []),
        pictures=[file for file, inline in listed if inline],
        cut=cut,
        date=mime_text.date_of(mime.first(found.header, "Date")) or found.arrived,
        flags=found.flags,
        invitation=invited,
        invitation_part=next((number for number, node in found.parts.files if node is found.parts.invitation), 0),
        hint=found.parts.page[0].section if html else "",
        inside=inside,
        **_named(found.header, typed="\\Draft" in found.flags),  # type: ignore[arg-type]
    )


def body(mailbox: Mailbox, person: User, folder: str, uid: int, *, inside: Inside = (), hint: str = "") -> Body:
    """For the sandboxed frame. Raises NoSuchMessage, also when the message has no HTML."""
    with opened(mailbox, person) as session:
        found = reading.parts(session, place(session, folder).name, uid, inside, hint=hint)
        if not found.parts.has_html:
            raise NoSuchMessage
        pieces, _ = reading.texts(session, found, found.parts.page)
    numbers = {node.content_id: number for number, node in reversed(found.parts.pictures)}
    return Body([(node.kind, text) for node, text in pieces], numbers)


def attachments(mailbox: Mailbox, person: User, folder: str, uid: int, *, inside: Inside = ()) -> list[Attachment]:
    """All of them, also those shown inside the body. Raises NoSuchMessage."""
    with opened(mailbox, person) as session:
        found = reading.parts(session, place(session, folder).name, uid, inside)
    return [_described(number, node) for number, node in found.parts.files]


def files(
    mailbox: Mailbox, person: User, folder: str, uid: int, parts: Sequence[int]
) -> list[tuple[Attachment, bytes]]:
    """Those attachments with their bytes. Raises NoSuchMessage when one is absent."""
    found = [download(mailbox, person, folder, uid, part) for part in parts]
    return [(each.attachment, b"".join(each.pieces)) for each in found]


def download(mailbox: Mailbox, person: User, folder: str, uid: int, part: int, *, inside: Inside = ()) -> Download:
    """Raises NoSuchMessage."""
    with opened(mailbox, person) as session:
        found = reading.parts(session, place(session, folder).name, uid, inside)
    if part == WHOLE:
        return Download(_whole(found), _pieces(mailbox, person, folder, uid, found.holder))
    node = reading.leaf(found.root, part)
    raw = _pieces(mailbox, person, folder, uid, node.section)
    return Download(_described(part, node), mime_stream.decoded(raw, node.encoding))


def source(
    mailbox: Mailbox, person: User, folder: str, uid: int, *, inside: Inside = (), limit: int
) -> tuple[str, bool]:
    """The message as it was received, as text, and whether it goes on. Raises NoSuchMessage."""
    with opened(mailbox, person) as session:
        found = reading.parts(session, place(session, folder).name, uid, inside)
        raw = reading.section(session, uid, found.holder, 0, limit)
    return mime_text.clean_body(mime_text.decode_bytes(raw, None, cut=True)), found.octets > limit


def _pieces(mailbox: Mailbox, person: User, folder: str, uid: int, section: str) -> Iterator[bytes]:
    """Each piece borrows a connection for itself: a slow reader holds none."""
    offset = 0
    while True:
        with opened(mailbox, person) as session:
            session.open(place(session, folder).name, readonly=True)
            piece = reading.section(session, uid, section, offset, _PIECE)
        if piece:
            yield piece
        if len(piece) < _PIECE:
            return
        offset += len(piece)


def _named(header: Message, *, typed: bool) -> dict[str, object]:
    name, address = next(iter(mime.sender(header)), (UNCERTAIN, ""))
    to, cc, bcc = (mime_text.addresses(mime.values(header, field), typed=typed) for field in ("To", "Cc", "Bcc"))
    return {
        "message_id": mime.ids(mime.first(header, "Message-ID"))[:998],
        "subject": mime_text.decode(mime.first(header, "Subject")),
        "sender_name": name,
        "sender_address": address,
        "claimed_name": mime.claimed_name(header) if address else "",
        "to": to,
        "cc": cc,
        "bcc": bcc,
        "reply_to": mime_text.addresses(mime.values(header, "Reply-To")),
        "receipt_to": mime_text.addresses(mime.values(header, "Disposition-Notification-To")),
        "references": mime.ids(mime.first(header, "References")) or mime.ids(mime.first(header, "In-Reply-To")),
    }


def _long(found: Found) -> bool:
    return sum(node.octets for node in found.parts.page) > mime_words.MAX_TEXT


def _pictures(session: Session, found: Found) -> set[int]:
    """Those the page names; another one would be lost if it were not listed."""
    pieces, _ = reading.texts(session, found, found.parts.page)
    page = "".join(text for node, text in pieces if node.kind == "text/html")
    named = {known for cid in _CID.findall(page) for known in (cid, unquote(unescape(cid)))}
    return {number for number, node in found.parts.pictures if node.content_id in named}


def _invitation(session: Session, found: Found) -> Invitation | None:
    node = found.parts.invitation
    if node is None or node.octets > 2 * invitation.MAX_BYTES:
        return None
    raw = reading.section(session, found.uid, node.section, 0, node.octets)
    return invitation.invitation(mime_stream.whole(raw, node.encoding), node.parameters.get("charset"))


def _described(number: int, node: Node) -> Attachment:
    return Attachment(number, node.filename or _unnamed(number, node), node.kind, node.size, node.openable)


def _unnamed(number: int, node: Node) -> str:
    if node.kind == "message/rfc822":
        subject = mime_text.decode(node.subject).replace("/", "-").strip(" .")[:100]
        return f"{subject or f'message-{number}'}.eml"
    return "invitation.ics" if node.kind == "text/calendar" else f"piece-{number}"


def _whole(found: Found) -> Attachment:
    return Attachment(WHOLE, "message.eml", "message/rfc822", found.octets)
