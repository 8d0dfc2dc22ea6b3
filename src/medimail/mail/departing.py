"""What leaves, read from its draft piece by piece: whatever another program did to the draft, this is the message."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from medimail.accounts.models import User
from medimail.lib import imap_pieces, mime, mime_build, mime_text
from medimail.lib.imap import Session
from medimail.lib.pieces import Section, Stream
from medimail.mail.drafts import ANSWERED, REMIND
from medimail.mail.errors import NoSuchMessage
from medimail.mail.folders import DRAFTS
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

RECEIPT = "Disposition-Notification-To"
_OURS = ("Bcc", ANSWERED, REMIND)


@dataclass(frozen=True, slots=True)
class Departing:
    session: Session
    uid: int
    size: int
    recipients: list[str]
    ask_read: bool
    answered: tuple[str, int] | None

    def chunks(self) -> Iterator[bytes]:
        """Without what concerns its writer alone."""
        yield self.session.run(partial(imap_pieces.head, uid=self.uid, without=_OURS))
        yield from _text(self.session, self.uid)


def departing(session: Session, uid: int) -> Departing:
    """Raises NoSuchMessage."""
    session.open(DRAFTS.name)
    head = mime.headers(session.run(partial(imap_pieces.head, uid=uid)))
    if not mime.first(head, "Message-ID"):
        raise NoSuchMessage
    typed = [address for name in ("To", "Cc", "Bcc") for address in _addresses(mime.values(head, name))]
    folder, _, number = mime.first(head, ANSWERED).strip().rpartition(":")
    return Departing(
        session,
        uid,
        session.run(partial(imap_pieces.size, uid=uid)),
        list({address.lower(): address for address in typed}.values()),
        bool(mime.first(head, RECEIPT)),
        (folder, int(number)) if folder and number.isdigit() else None,
    )


def _addresses(values: list[str]) -> list[str]:
    return [address for _, address in mime_text.addresses(values, typed=True)]


def carried(mailbox: Mailbox, target: Mailbox, person: User, uid: int, message_id: str) -> int:
    """A copy among the drafts of another box, which signs it. Raises NoSuchMessage."""
    with opened(mailbox, person) as here, opened(target, person) as there:
        here.open(DRAFTS.name, readonly=True)
        size = here.run(partial(imap_pieces.size, uid=uid))
        whole = here.run(partial(imap_pieces.head, uid=uid))
        head = here.run(partial(imap_pieces.head, uid=uid, without=("From", "Message-ID", ANSWERED, RECEIPT)))
        if not size:
            raise NoSuchMessage
        wishes = bool(mime.first(mime.headers(whole), RECEIPT))
        top = mime_build.sender_lines((target.signed_by(person), target.address), message_id, ask_read=wishes)
        body = Stream(size - len(whole), lambda: _text(here, uid))
        return there.append_pieces(DRAFTS.name, [top + head, body], ("\\Draft", "\\Seen"))


def _text(session: Session, uid: int) -> Iterator[bytes]:
    pieces = session.run(partial(imap_pieces.text, uid=uid))
    while chunk := session.run(lambda _: next(pieces, b"")):
        yield chunk


def dated(letter: Departing, moment: datetime) -> int:
    """A message that waited for hours is dated of the hour it leaves. The uid of that version."""
    head = letter.session.run(partial(imap_pieces.head, uid=letter.uid, without=("Date",)))
    body = Section(DRAFTS.name, letter.uid, "TEXT")
    return letter.session.append_pieces(DRAFTS.name, [mime_build.date_line(moment) + head, body], ("\\Draft", "\\Seen"))
