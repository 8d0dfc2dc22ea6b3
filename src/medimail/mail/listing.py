"""The rows of a folder, fifty at a time."""

from dataclasses import dataclass
from datetime import datetime

from medimail.accounts.models import User
from medimail.lib import mime, mime_text
from medimail.lib.imap_rows import Row
from medimail.mail.folders import INBOX, folder_of
from medimail.mail.queries import UNCERTAIN
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

PAGE = 50
_SHOWN_RECIPIENTS = 5


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


@dataclass(frozen=True, slots=True)
class FolderPage:
    rows: list[MessageRow]
    older: int | None  # what to pass as `before` for the next page
    unseen: int
    total: int
    inbox_unseen: int


def folder_page(mailbox: Mailbox, person: User, folder: str, *, before: int | None = None) -> FolderPage:
    """Fifty messages, newest first, for four IMAP commands whatever the size of the folder."""
    place = folder_of(folder)
    with opened(mailbox, person) as session:
        total = session.open(place.name, readonly=True).exists
        last = total if before is None else max(0, min(before - 1, total))
        first = max(1, last - PAGE + 1)
        rows = session.rows(first, last) if last else []
        inbox = session.status(INBOX.name)["UNSEEN"]
        unseen = inbox if place is INBOX else session.count_unseen()
    return FolderPage(
        rows=[_row(row) for row in reversed(rows)],
        older=first if first > 1 else None,
        unseen=unseen,
        total=total,
        inbox_unseen=inbox,
    )


def _row(row: Row) -> MessageRow:
    header = mime.headers(row.header)
    name, address = next(iter(mime.sender(header)), (UNCERTAIN, ""))
    to = mime_text.addresses(mime.values(header, "To"), typed="\\Draft" in row.flags)
    return MessageRow(
        uid=row.uid,
        sender_name=name,
        sender_address=address,
        recipients=", ".join(name or address for name, address in to[:_SHOWN_RECIPIENTS]),
        subject=mime_text.decode(mime.first(header, "Subject")),
        preview=mime_text.shown(row.preview),
        date=row.arrived,
        seen="\\Seen" in row.flags,
        answered="\\Answered" in row.flags,
        flagged="\\Flagged" in row.flags,
        has_attachment="$HasAttachment" in row.flags,
    )
