"""The copies in Sent of messages known by their Message-ID: subjects are nowhere else."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from medimail.accounts.models import User
from medimail.lib import mime, mime_text
from medimail.mail.folders import SENT
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox

_BEFORE = timedelta(days=2)  # a copy keeps the date of its draft, and days begin elsewhere


def copies(mailbox: Mailbox, person: User, message_ids: Sequence[str], oldest: datetime) -> dict[str, tuple[int, str]]:
    """(uid, subject) by Message-ID of those sent since `oldest` and still in Sent. Raises MailUnavailable."""
    wanted = list(dict.fromkeys(message_ids))
    if not wanted:
        return {}
    with opened(mailbox, person) as session:
        session.open(SENT.name, readonly=True)
        found = session.with_message_ids(wanted, (oldest - _BEFORE).date())
    headers = {uid: mime.headers(raw) for uid, raw in found.items()}
    return {
        mime.first(header, "Message-ID").strip(): (uid, mime_text.decode(mime.first(header, "Subject")))
        for uid, header in headers.items()
    }
