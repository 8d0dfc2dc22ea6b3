"""What a draft remembers besides its words: its files, its wishes, the message it answers."""

from dataclasses import dataclass
from functools import partial

from medimail.accounts.models import User
from medimail.lib import imap_pieces, mime, mime_stream, mime_text
from medimail.mail import drafts
from medimail.mail.drafts import ANSWERED, REMIND, DraftFile, Priority
from medimail.mail.folders import DRAFTS
from medimail.mail.models import Outbox
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox


@dataclass(frozen=True, slots=True)
class Kept:
    files: list[DraftFile]
    html: str
    priority: Priority
    ask_read: bool
    remind_days: int | None
    answered: tuple[str, int] | None
    in_reply_to: str


def kept(mailbox: Mailbox, person: User, uid: int) -> Kept:
    with opened(mailbox, person) as session:
        session.open(DRAFTS.name, readonly=True)
        head = mime.headers(session.run(partial(imap_pieces.head, uid=uid)))
        leaves = session.run(partial(imap_pieces.leaves, uid=uid))
        html = next((leaf for leaf in leaves if leaf.is_body and leaf.kind == "text/html"), None)
        raw = session.run(partial(imap_pieces.part, uid=uid, section=html.section)) if html else b""
    importance = mime.first(head, "Importance").strip().lower()
    folder, _, number = mime.first(head, ANSWERED).strip().rpartition(":")
    days = mime.first(head, REMIND).strip()
    return Kept(
        drafts.described(leaves),
        mime_text.decode_bytes(mime_stream.whole(raw, html.encoding), html.charset) if html else "",
        "high" if importance == "high" else "low" if importance == "low" else "",
        bool(mime.first(head, "Disposition-Notification-To")),
        int(days) if days.isdigit() else None,
        (folder, int(number)) if folder and number.isdigit() else None,
        mime.first(head, "In-Reply-To").strip(),
    )


def planned(mailbox: Mailbox, uid: int) -> bool:
    """Whether this draft waits for its time to leave."""
    return Outbox.objects.filter(mailbox=mailbox, draft_uid=uid, state=Outbox.State.SCHEDULED).exists()
