"""The read receipt that a message asks for: sent or declined by its reader, and never twice."""

from contextlib import suppress
from email.message import Message

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.lib import mime, mime_text, receipt_build
from medimail.lib.imap import Session
from medimail.lib.receipt_build import Receipt
from medimail.lib.smtp import MessageNotAccepted, RecipientsNotAccepted, SubmissionUnavailable
from medimail.mail import reading
from medimail.mail.errors import MailUnavailable, NoReceiptWanted
from medimail.mail.folders import place
from medimail.mail.sending import submission_of
from medimail.mail.store import opened, opened_by_worker
from medimail.mailboxes.access import mailbox_for
from medimail.mailboxes.models import Mailbox

ANSWERED = "$MDNSent"  # RFC 3503: sent or declined, by any program that opens this box
_HEAD = 32 * 1024
_LOCK = 0x4D44  # the first half of an advisory lock's number; the second is the box


@transaction.atomic
def confirm_reading(mailbox: Mailbox, person: User, folder: str, uid: int, *, automatic: bool = False) -> None:
    """Asked again, it does nothing. Raises NoReceiptWanted, NoSuchMessage, MailUnavailable.

    `automatic`: nobody was asked this time, so it goes to nobody but the author (RFC 8098, 2.1).
    """
    with opened_by_worker(mailbox) if automatic else opened(mailbox, person) as session:
        if not _first(session, mailbox, folder, uid):
            return
        receipt = _receipt(mailbox, mime.headers(session.beginning(uid, _HEAD)), automatic=automatic)
        # Before it leaves: RFC 8098 forbids a second one, and a lost one harms less.
        session.mark([uid], ANSWERED, on=True)
        try:
            submission_of(mailbox, person).answer(receipt.to, receipt_build.build(receipt))
        except SubmissionUnavailable as error:
            session.mark([uid], ANSWERED, on=False)
            raise MailUnavailable(str(error)) from None
        except (MessageNotAccepted, RecipientsNotAccepted, ValueError):  # ValueError: no Message-ID to refer to
            raise NoReceiptWanted from None
    trace(person, "receipt.sent", mailbox, automatic=automatic)


def confirm_soon(mailbox: Mailbox, person: User, folder: str, uid: int) -> None:
    """For whoever always confirms: nobody waits for it. Opened ten times at once, it is one job."""
    lock = f"confirm-{mailbox.pk}-{folder}-{uid}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task("mail.confirm", queueing_lock=lock).defer(
            mailbox_id=mailbox.pk, person_id=person.pk, folder=folder, uid=uid
        )


def confirm_now(mailbox_id: int, person_id: int, folder: str, uid: int) -> None:
    """What `confirm_soon` asked for, if the person may still open the box. Raises MailUnavailable."""
    with suppress(ObjectDoesNotExist, NoReceiptWanted):
        person = User.objects.get(pk=person_id, is_active=True)
        if (box := mailbox_for(person, mailbox_id)).may_write:
            confirm_reading(box, person, folder, uid, automatic=True)


def decline_reading(mailbox: Mailbox, person: User, folder: str, uid: int) -> None:
    """Raises NoSuchMessage, MailUnavailable."""
    with opened(mailbox, person) as session:
        session.open(place(session, folder).name)
        session.mark([uid], ANSWERED, on=True)


def _first(session: Session, mailbox: Mailbox, folder: str, uid: int) -> bool:
    """Two clicks wait for each other here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, mailbox.pk % 2**31])
    session.open(place(session, folder).name)
    return ANSWERED not in reading.flags(session, uid)


def _receipt(mailbox: Mailbox, header: Message, *, automatic: bool) -> Receipt:
    to = [address for _, address in mime_text.addresses(mime.values(header, "Disposition-Notification-To"))]
    author = mime.first(header, "Return-Path").strip().strip("<>").lower()
    if len(to) != 1 or to[0].lower() == mailbox.address or (automatic and to[0].lower() != author):
        raise NoReceiptWanted
    return Receipt(
        (mailbox.display_name, mailbox.address),
        to[0],
        mime.ids(mime.first(header, "Message-ID")).partition(" ")[0],
        f"{mailbox.domain_id}; Medimail",
        timezone.now(),
        automatic,
    )
