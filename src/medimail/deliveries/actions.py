from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.deliveries.authority import may_tell
from medimail.deliveries.course import changes
from medimail.deliveries.letters import tell_trouble
from medimail.deliveries.models import Delivery
from medimail.lib.reports import Line, Report
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.queries import hosted

_SENDINGS = 0x444C  # the first half of an advisory lock's number; the second is the box
_RENEWED = [
    *("person", "state", "code", "sent_at", "changed_at", "asked_read", "remind_at", "reminded_at", "dismissed_at"),
]


def follow(
    mailbox: Mailbox,
    person: User,
    message_id: str,
    recipients: Sequence[str],
    *,
    asked_read: bool = False,
    remind_after_days: int | None = None,
) -> str:
    """One line for each recipient, in the transaction of the sending. The ENVID to give to `Submission.submit`.

    Called again for a message that did not leave the first time, it begins anew.
    """
    envelope, now = envelope_of(mailbox, message_id), timezone.now()
    with transaction.atomic():
        _sending(mailbox)
        Delivery.objects.bulk_create(
            [
                Delivery(
                    mailbox=mailbox,
                    person=person,
                    message_id=message_id,
                    envelope=envelope,
                    recipient=recipient,
                    sent_at=now,
                    changed_at=now,
                    asked_read=asked_read,
                    remind_at=now + timedelta(days=remind_after_days) if remind_after_days else None,
                )
                for recipient in dict.fromkeys(address.lower() for address in recipients)
            ],
            update_conflicts=True,
            update_fields=_RENEWED,
            unique_fields=["mailbox", "message_id", "recipient"],
        )
    return envelope


@transaction.atomic
def told(mailbox: Mailbox, report: Report) -> bool:
    """Write what a report says. True when all of it was about lines of this box and came from who may say it."""
    lines = _lines(mailbox, report) or _lines_once_sent(mailbox, report)
    believed = [_believed(report, line, lines.get(line.recipient)) for line in report.lines]
    return bool(believed) and all(believed)


def dismiss(mailbox: Mailbox, person: User, delivery: Delivery) -> None:
    """The person has seen the failure or the missing reading, and takes it from here. Safe twice."""
    with transaction.atomic():
        row = Delivery.objects.select_for_update().get(pk=delivery.pk, mailbox=mailbox)
        if row.dismissed_at is None:
            row.dismissed_at, row.remind_at, row.reminded_at = timezone.now(), None, None
            row.save()
            trace(person, "delivery.dismissed", row, state=row.state)


def envelope_of(mailbox: Mailbox, message_id: str) -> str:
    """The same at each try of one sending."""
    return salted_hmac("medimail.deliveries", f"{mailbox.pk} {message_id}", algorithm="sha256").hexdigest()[:32]


def _sending(mailbox: Mailbox) -> None:
    """Held until the sending is committed: a report may come back before, and has to find its line (see `told`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_SENDINGS, mailbox.pk % 2**31])


def _lines(mailbox: Mailbox, report: Report) -> dict[str, Delivery]:
    """By recipient. An operator that drops the ENVID may still return the headers."""
    found = Delivery.objects.select_for_update().filter(mailbox=mailbox)
    of_message = (
        found.filter(envelope=report.envelope) if report.envelope else found.filter(message_id=report.message_id)
    )
    named = [line.recipient for line in report.lines]
    return {row.recipient: row for row in of_message.filter(recipient__in=named).order_by("pk")}


def _lines_once_sent(mailbox: Mailbox, report: Report) -> dict[str, Delivery]:
    """Postfix may deliver and report before the sending is committed: wait for those of this box, then look again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_SENDINGS, mailbox.pk % 2**31])
    return _lines(mailbox, report)


def _believed(report: Report, line: Line, row: Delivery | None) -> bool:
    if row is None or not may_tell(report, row.recipient):
        return False
    said = Delivery.State(line.said)
    if said == Delivery.State.RELAYED and report.origin.own and hosted(row.recipient.rpartition("@")[2]):
        said = Delivery.State.DELIVERED  # Postfix calls Dovecot's LMTP a relay; for us it is the mailbox
    if changes(Delivery.State(row.state), said):
        _change(row, said, line.code)
    return True


def _change(row: Delivery, said: Delivery.State, code: str) -> None:
    row.state, row.code = said, code if said in {Delivery.State.FAILED, Delivery.State.DELAYED} else ""
    if said in {Delivery.State.READ, Delivery.State.FAILED}:
        row.remind_at = row.reminded_at = row.dismissed_at = None
    row.save()
    if said == Delivery.State.FAILED:
        tell_trouble(row)
