"""Reports that arrive are read into the line of each recipient and folded away; none is deleted."""

from medimail.deliveries.actions import told
from medimail.lib import reports
from medimail.lib.imap import Session
from medimail.mail.folders import REPORTS
from medimail.mailboxes.models import Mailbox

# Of a box visited for the first time, or after a long absence of the worker: the rest stays where it is.
_PER_VISIT = 500


def fold(session: Session, mailbox: Mailbox, since: int, newest: int) -> None:
    """Of what came into the open inbox after the uid `since`. Raises ImapUnavailable; safe to run twice."""
    kinds = session.content_types(max(since, newest - _PER_VISIT) + 1)
    found = [uid for uid, kind in sorted(kinds.items()) if reports.is_report(kind)]
    if folded := [uid for uid in found if _read(session, mailbox, uid)]:
        session.mark(folded, "\\Seen", on=True)
        session.move(folded, REPORTS.name)


def _read(session: Session, mailbox: Mailbox, uid: int) -> bool:
    report = reports.parse(session.beginning(uid, reports.MAX_REPORT))
    return report is not None and told(mailbox, report)
