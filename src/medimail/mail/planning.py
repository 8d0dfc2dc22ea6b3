"""What waits to leave, and what could not: rows say when and why, the drafts say what."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import QuerySet

from medimail.accounts.models import User
from medimail.lib import imap_pieces, mime, mime_text
from medimail.lib.imap import Session
from medimail.mail.folders import DRAFTS
from medimail.mail.models import Outbox
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Planned:
    pk: int
    draft_uid: int
    send_at: datetime | None
    subject: str
    recipients: str
    reasons: list[str]


def planned(mailbox: Mailbox, person: User) -> list[Planned]:
    """The next ones first."""
    rows = Outbox.objects.filter(mailbox=mailbox, state=Outbox.State.SCHEDULED).order_by("send_at")
    return _described(mailbox, person, rows)


def refused(mailbox: Mailbox, person: User) -> list[Planned]:
    """Back among the drafts, until somebody has seen why."""
    return _described(mailbox, person, Outbox.objects.filter(mailbox=mailbox).exclude(problem={}).order_by("-pk"))


def state_of(mailbox: Mailbox, outbox_id: int) -> str:
    """Raises Outbox.DoesNotExist."""
    row = Outbox.objects.get(mailbox=mailbox, pk=outbox_id)
    return "refused" if row.problem else row.state


def _described(mailbox: Mailbox, person: User, rows: QuerySet[Outbox]) -> list[Planned]:
    found = list(rows[:_SHOWN])
    if not found:
        return []
    with opened(mailbox, person) as session:
        session.open(DRAFTS.name, readonly=True)
        return [_line(session, row) for row in found]


def _line(session: Session, row: Outbox) -> Planned:
    head = mime.headers(session.run(partial(imap_pieces.head, uid=row.draft_uid or 0)))
    to = [mime_text.addresses(mime.values(head, name), typed=True) for name in ("To", "Cc", "Bcc")]
    return Planned(
        row.pk,
        row.draft_uid or 0,
        row.send_at,
        mime_text.decode(mime.first(head, "Subject")),
        ", ".join(address for addresses in to for _, address in addresses[:5]),
        list(row.problem.values()),
    )
