from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from medimail.accounts.models import User
from medimail.deliveries.models import Delivery
from medimail.mailboxes.models import Mailbox

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


def envelope_of(mailbox: Mailbox, message_id: str) -> str:
    """The same at each try of one sending."""
    return salted_hmac("medimail.deliveries", f"{mailbox.pk} {message_id}", algorithm="sha256").hexdigest()[:32]


def _sending(mailbox: Mailbox) -> None:
    """Held until the sending is committed: a report may come back before, and has to find its line (see `told`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_SENDINGS, mailbox.pk % 2**31])


_SENDINGS = 0x444C
