"""The stored draft: what the composer shows, what is sent, and what becomes the copy in Sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.utils import timezone

from medimail.accounts.models import User
from medimail.lib import mime, mime_build
from medimail.lib.mime_build import Built, File
from medimail.mail.errors import NoSuchMessage, TooLarge
from medimail.mail.folders import DRAFTS
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

EVERY = 2**32  # above any uid
Priority = Literal["", "high", "low"]


@dataclass(frozen=True, slots=True)
class Upload:
    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Composition:
    """What a person wrote. `message_id` is minted when the form is first shown: it makes a second click harmless."""

    message_id: str
    to: list[str]
    cc: list[str]
    bcc: list[str]
    subject: str
    text: str
    uploads: list[Upload]
    kept: list[int]  # parts of the stored draft to keep
    draft_uid: int | None
    in_reply_to: str
    references: str
    answered: tuple[str, int] | None  # (folder slug, uid) of the message this one answers
    html: str = ""  # cleaned; empty when the person wrote text alone
    priority: Priority = ""
    ask_read: bool = False
    remind_days: int | None = None
    send_at: datetime | None = None


def build(mailbox: Mailbox, person: User, composition: Composition) -> Built:
    """Raises TooLarge, and NoSuchMessage when a file to keep is no longer in the stored draft."""
    files = [*_kept(mailbox, person, composition), *_uploaded(composition.uploads)]
    limit = settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES
    if sum(len(file.content) for file in files) > limit:
        raise TooLarge(limit)
    return mime_build.build(
        mime_build.Draft(
            message_id=composition.message_id,
            sender=(mailbox.display_name, mailbox.address),
            to=composition.to,
            cc=composition.cc,
            bcc=composition.bcc,
            subject=composition.subject,
            text=composition.text,
            date=timezone.now(),
            files=files,
            in_reply_to=composition.in_reply_to,
            references=composition.references,
        )
    )


def store(mailbox: Mailbox, person: User, message: bytes) -> int:
    with opened(mailbox, person) as session:
        return session.append(DRAFTS.name, message, ("\\Draft", "\\Seen"))


def remove_older(mailbox: Mailbox, person: User, composition: Composition, newest: int) -> None:
    """Remove earlier versions only: of two savings at once, the last stored stays."""
    with opened(mailbox, person) as session:
        session.open(DRAFTS.name)
        found = {*session.with_message_id(composition.message_id), composition.draft_uid or 0}
        if older := sorted(uid for uid in found if 0 < uid < newest):
            session.remove(older)


def _kept(mailbox: Mailbox, person: User, composition: Composition) -> list[File]:
    if not composition.kept:
        return []
    with opened(mailbox, person) as session:
        session.open(DRAFTS.name, readonly=True)
        stored = session.read(composition.draft_uid or 0) if composition.draft_uid else None
    parts = {part.number: part for part in mime.parse(stored.raw).attachments} if stored else {}
    if any(number not in parts for number in composition.kept):
        raise NoSuchMessage
    kept = [parts[number] for number in dict.fromkeys(composition.kept)]
    return [File(part.filename, part.content_type, part.content) for part in kept]


def _uploaded(uploads: Sequence[Upload]) -> list[File]:
    return [File(upload.filename, upload.content_type, upload.content) for upload in uploads]
