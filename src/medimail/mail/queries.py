from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from medimail.accounts.models import User
from medimail.lib import html_mail, html_text, mime
from medimail.lib.imap import Stored
from medimail.mail.errors import NoSuchMessage
from medimail.mail.folders import folder_of
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

UNCERTAIN = "Expéditeur incertain"


@dataclass(frozen=True, slots=True)
class Attachment:
    part: int
    filename: str
    content_type: str
    size: int


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


def message(mailbox: Mailbox, person: User, folder: str, uid: int) -> MessageView:
    """Marks it seen. Raises NoSuchMessage."""
    stored = _read(mailbox, person, folder, uid, seen=True)
    parsed = mime.parse(stored.raw, typed="\\Draft" in stored.flags)
    name, address = _sender(parsed.senders)
    return MessageView(
        uid=uid,
        folder=folder,
        message_id=parsed.message_id,
        subject=parsed.subject,
        sender_name=name,
        sender_address=address,
        to=parsed.to,
        cc=parsed.cc,
        date=parsed.date or stored.arrived,
        text=parsed.text if parsed.text is not None else html_text.to_text(parsed.html or ""),
        has_html=bool(parsed.html),
        attachments=_listed(parsed),
        references=parsed.references or parsed.in_reply_to,
        bcc=parsed.bcc,
        cut=parsed.cut,
    )


def body(mailbox: Mailbox, person: User, folder: str, uid: int) -> str:
    """A whole page, cleaned, for the sandboxed frame. Raises NoSuchMessage, also when the message has no HTML."""
    parsed = mime.parse(_read(mailbox, person, folder, uid, seen=False).raw)
    if not parsed.html:
        raise NoSuchMessage
    return html_mail.document(parsed.html, {cid: part.content for cid, part in parsed.images.items()})


def attachments(mailbox: Mailbox, person: User, folder: str, uid: int) -> list[Attachment]:
    """Raises NoSuchMessage."""
    return _listed(mime.parse(_read(mailbox, person, folder, uid, seen=False).raw))


def files(
    mailbox: Mailbox, person: User, folder: str, uid: int, parts: Sequence[int]
) -> list[tuple[Attachment, bytes]]:
    """Those attachments with their bytes, for one reading of the message. Raises NoSuchMessage when one is absent."""
    parsed = mime.parse(_read(mailbox, person, folder, uid, seen=False).raw)
    found = {part.number: part for part in parsed.attachments}
    if any(number not in found for number in parts):
        raise NoSuchMessage
    return [(_described(found[number]), found[number].content) for number in parts]


def _read(mailbox: Mailbox, person: User, folder: str, uid: int, *, seen: bool) -> Stored:
    place = folder_of(folder)
    with opened(mailbox, person) as session:
        session.open(place.name, readonly=not seen)
        stored = session.read(uid)
        if seen and stored and "\\Seen" not in stored.flags:
            session.mark([uid], "\\Seen", on=True)
    if stored is None:
        raise NoSuchMessage
    return stored


def _sender(senders: list[tuple[str, str]]) -> tuple[str, str]:
    return senders[0] if senders else (UNCERTAIN, "")


def _listed(parsed: mime.Parsed) -> list[Attachment]:
    return [_described(part) for part in parsed.attachments if not _is_inline(part, parsed.html)]


def _described(part: mime.Part) -> Attachment:
    return Attachment(part.number, part.filename, part.content_type, len(part.content))


def _is_inline(part: mime.Part, html: str | None) -> bool:
    return bool(html and part.content_id and f"cid:{part.content_id}" in html)
