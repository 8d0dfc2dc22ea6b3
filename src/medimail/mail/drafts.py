"""The stored draft: what the composer shows, what is sent, and what becomes the copy in Sent.

Its files live in it from the moment they are chosen. Each version takes them over from the one before inside Dovecot
(CATENATE), so nothing waits on our disk, nothing crosses the wire twice, and any other program sees them too.
"""

import io
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO, Literal

from django.conf import settings
from django.utils import timezone

from medimail.accounts.models import User
from medimail.lib import imap_pieces, mime_build, mime_stream, pieces
from medimail.lib.imap import Session
from medimail.lib.imap_pieces import Leaf
from medimail.lib.mime_build import File
from medimail.lib.pieces import Section
from medimail.mail.errors import NoSuchMessage, TooLarge
from medimail.mail.folders import DRAFTS, place
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

Priority = Literal["", "high", "low"]
ANSWERED, REMIND = "X-Medimail-Answered", "X-Medimail-Remind"
WHOLE = 0  # the message itself, when its parts cannot be told apart
_COPIED = {"base64", "quoted-printable", "7bit", "8bit"}


@dataclass(frozen=True, slots=True)
class Upload:
    filename: str
    content_type: str
    content: bytes | IO[bytes]

    @property
    def size(self) -> int:
        return len(self.content) if isinstance(self.content, bytes) else self.content.seek(0, io.SEEK_END)


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
    kept: list[int] | None  # files of the stored draft, or of the forwarded message; None for all of them
    draft_uid: int | None
    in_reply_to: str
    references: str
    answered: tuple[str, int] | None  # (folder slug, uid) of the message this one answers
    html: str = ""  # cleaned; empty when the person wrote text alone
    priority: Priority = ""
    ask_read: bool = False
    remind_days: int | None = None
    send_at: datetime | None = None
    forwarded: tuple[str, int] | None = None  # (folder slug, uid) whose files are meant while there is no draft
    calendar: str = ""  # an answer to an invitation
    writer: str = ""  # the composer at work: see `Outbox.writer`


@dataclass(frozen=True, slots=True)
class DraftFile:
    part: int
    filename: str
    size: int


@dataclass(frozen=True, slots=True)
class Saved:
    uid: int
    files: list[DraftFile]


def store(mailbox: Mailbox, person: User, composition: Composition, latest: int | None) -> Saved:
    """Over the `latest` stored version, which stays. Raises TooLarge, and NoSuchMessage when a file to keep is gone."""
    with opened(mailbox, person) as session:
        old = _kept(session, composition, latest)
        new = [upload for upload in composition.uploads if not _came_already(upload, composition, latest, old)]
        names = [*((leaf.filename, leaf.weight) for _, leaf in old), *((one.filename, one.size) for one in new)]
        if sum(size for _, size in names) > settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES:
            raise TooLarge(settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES)
        files = [*(_copied(session, source, leaf) for source, leaf in old), *map(_uploaded, new)]
        message = mime_build.build(_draft(mailbox, person, composition, files))
        session.open(DRAFTS.name)
        uid = session.append_pieces(DRAFTS.name, message, ("\\Draft", "\\Seen"))
    first = 3 if composition.html else 2  # leaves before the files
    return Saved(uid, [DraftFile(first + at, name, size) for at, (name, size) in enumerate(names)])


def files_of(mailbox: Mailbox, person: User, folder: str, uid: int) -> list[DraftFile]:
    """All that a message carries besides its text, inline pictures and attached messages included."""
    with opened(mailbox, person) as session:
        session.open(place(session, folder).name, readonly=True)
        return described(session.run(partial(imap_pieces.leaves, uid=uid)))


def described(leaves: Sequence[Leaf]) -> list[DraftFile]:
    return [DraftFile(leaf.number, leaf.filename, leaf.weight) for leaf in _files(leaves)]


def remove_older(mailbox: Mailbox, person: User, newest: int, *uids: int | None) -> None:
    """Remove earlier versions only: of two savings at once, the last stored stays."""
    if older := sorted({uid for uid in uids if uid and uid < newest}):
        with opened(mailbox, person) as session:
            session.open(DRAFTS.name)
            session.remove(older)


def _draft(mailbox: Mailbox, person: User, composition: Composition, files: list[File]) -> mime_build.Draft:
    folder, uid = composition.answered or ("", 0)
    return mime_build.Draft(
        message_id=composition.message_id,
        sender=(mailbox.signed_by(person), mailbox.address),
        to=composition.to,
        cc=composition.cc,
        bcc=composition.bcc,
        subject=composition.subject,
        text=composition.text,
        html=composition.html,
        calendar=composition.calendar,
        date=timezone.now(),
        files=files,
        in_reply_to=composition.in_reply_to,
        references=composition.references,
        priority=composition.priority,
        ask_read=composition.ask_read,
        private={
            ANSWERED: f"{folder}:{uid}" if composition.answered else "",
            REMIND: str(composition.remind_days or ""),
        },
    )


def _kept(session: Session, composition: Composition, latest: int | None) -> list[tuple[Section, Leaf]]:
    """The files to take over, with where each of them is."""
    base = latest or composition.draft_uid
    folder, uid = (DRAFTS, base) if base else (None, None)
    if base is None and composition.forwarded:
        folder, uid = place(session, composition.forwarded[0]), composition.forwarded[1]
    # Numbers of a version that was replaced meanwhile (its answer got lost) mean nothing: then all files stay.
    wanted = None if latest and latest != composition.draft_uid else composition.kept
    if folder is None or uid is None or wanted == []:
        return []
    session.open(folder.name, readonly=True)
    found = {leaf.number: leaf for leaf in _attached(session, uid)}
    if any(number not in found for number in wanted or []) or (wanted is None and not _there(session, uid)):
        raise NoSuchMessage
    chosen = found.values() if wanted is None else [found[number] for number in dict.fromkeys(wanted)]
    return [(Section(folder.name, uid, leaf.section), leaf) for leaf in chosen]


def _there(session: Session, uid: int) -> bool:
    return session.run(partial(imap_pieces.size, uid=uid)) > 0


def _came_already(
    upload: Upload, composition: Composition, latest: int | None, old: Sequence[tuple[Section, Leaf]]
) -> bool:
    """The same file sent again because the answer to the first time got lost."""
    if latest is None or latest == composition.draft_uid:
        return False
    name = mime_build.filename(upload.filename)
    return any(leaf.filename == name and abs(leaf.weight - upload.size) < 100 for _, leaf in old)


def _attached(session: Session, uid: int) -> list[Leaf]:
    return _files(session.run(partial(imap_pieces.leaves, uid=uid)))


def _files(leaves: Sequence[Leaf]) -> list[Leaf]:
    return [_with_a_name(leaf) for leaf in leaves if not leaf.is_body]


def _with_a_name(leaf: Leaf) -> Leaf:
    if leaf.filename:
        return leaf
    ending = ".eml" if leaf.kind == "message/rfc822" else mimetypes.guess_extension(leaf.kind) or ""
    return leaf.renamed(f"piece-{leaf.number}{ending}")


def _copied(session: Session, source: Section, leaf: Leaf) -> File:
    if leaf.encoding in _COPIED:
        return File(leaf.filename, leaf.kind, source, leaf.encoding)
    # An encoding that may not travel (binary) or that few programs read.
    session.open(source.folder, readonly=True)
    content = session.run(partial(imap_pieces.part, uid=source.uid, section=source.section))
    content = mime_stream.whole(content, leaf.encoding)
    return File(leaf.filename, leaf.kind, pieces.encoded(io.BytesIO(content), len(content)))


def _uploaded(upload: Upload) -> File:
    source = io.BytesIO(upload.content) if isinstance(upload.content, bytes) else upload.content
    return File(upload.filename, upload.content_type, pieces.encoded(source, upload.size))
