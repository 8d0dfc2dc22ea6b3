import logging
from contextlib import suppress
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.deliveries.actions import follow
from medimail.lib import mime_build
from medimail.lib.smtp import MessageNotAccepted, RecipientsNotAccepted, Submission, SubmissionUnavailable
from medimail.mail import drafts, filing, refusals, tasks
from medimail.mail.drafts import Composition, Upload
from medimail.mail.errors import MailUnavailable, NoSuchMessage, RecipientsRefused, TooLarge, TooManyRecipients
from medimail.mail.folders import folder_of
from medimail.mail.models import Outbox
from medimail.mail.store import opened, token_for, token_name
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.queries import active_mailbox

__all__ = ["Composition", "Upload", "mark", "move", "new_message_id", "ring", "save_draft", "send"]

log = logging.getLogger(__name__)


def new_message_id(mailbox: Mailbox) -> str:
    return mime_build.new_message_id(mailbox.address.rpartition("@")[2])


def save_draft(mailbox: Mailbox, person: User, composition: Composition) -> int:
    """The uid of the stored draft, which replaces the one of the same Message-ID; 0 when it has already been sent."""
    composition = _with_id(mailbox, composition)
    with transaction.atomic():
        # A save that left the browser before "Envoyer" and arrives after it must not bring the draft back.
        if _locked(mailbox, composition).state != Outbox.State.PREPARED:
            return 0
        built = drafts.build(mailbox, person, composition)
        uid = drafts.store(mailbox, person, built.stored)
    drafts.remove_older(mailbox, person, composition, uid)
    return uid


def send(mailbox: Mailbox, person: User, composition: Composition) -> None:
    """All recipients are accepted or nothing leaves; called twice for one Message-ID, it sends once.

    Raises RecipientsRefused, TooManyRecipients, TooLarge, MailUnavailable, and NoSuchMessage as `drafts.build` does.
    """
    composition = _with_id(mailbox, composition)
    recipients = _recipients(composition)
    with transaction.atomic():
        row = _locked(mailbox, composition)
        if row.state == Outbox.State.PREPARED:
            _submit(mailbox, person, composition, recipients)
            row.state = Outbox.State.SUBMITTED
            row.save(update_fields=["state", "changed_at"])
            trace(person, "message.sent", row, recipients=len(recipients))
    _afterwards(mailbox, person, composition, row)


def move(mailbox: Mailbox, person: User, folder: str, uids: list[int], target: str) -> None:
    """Messages already gone are passed over."""
    source, destination = folder_of(folder), folder_of(target)
    if source is destination or not uids:
        return
    with opened(mailbox, person) as session:
        session.open(source.name)
        session.move(uids, destination.name)


def mark(mailbox: Mailbox, person: User, folder: str, uids: list[int], *, seen: bool) -> None:
    place = folder_of(folder)
    if not uids:
        return
    with opened(mailbox, person) as session:
        session.open(place.name)
        session.mark(uids, "\\Seen", on=seen)


def ring(address: str) -> None:
    """Somebody says this box has new mail. Many rings before the job starts make one job."""
    mailbox = active_mailbox(address)
    if mailbox is None:
        return
    try:
        with transaction.atomic():
            tasks.tell.configure(queueing_lock=f"tell-{mailbox.pk}").defer(mailbox_id=mailbox.pk)
    except AlreadyEnqueued:
        return


def _locked(mailbox: Mailbox, composition: Composition) -> Outbox:
    row, _ = Outbox.objects.get_or_create(mailbox=mailbox, message_id=composition.message_id)
    return Outbox.objects.select_for_update().get(pk=row.pk)


def _with_id(mailbox: Mailbox, composition: Composition) -> Composition:
    """A draft left by another program may have no Message-ID: the same draft then always gets the same one."""
    if mime_build.is_message_id(composition.message_id):
        return composition
    return replace(composition, message_id=mime_build.message_id_of(mailbox.address, composition.draft_uid or 0))


def _recipients(composition: Composition) -> list[str]:
    typed = [*composition.to, *composition.cc, *composition.bcc]
    unique = list({address.lower(): address for address in typed}.values())
    if len(unique) > settings.MEDIMAIL_MAX_RECIPIENTS:
        raise TooManyRecipients(settings.MEDIMAIL_MAX_RECIPIENTS, len(unique))
    return unique


def _submit(mailbox: Mailbox, person: User, composition: Composition, recipients: list[str]) -> None:
    built = drafts.build(mailbox, person, composition)
    uid = drafts.store(mailbox, person, built.stored)
    wrong = [address for address in recipients if not mime_build.is_address(address)]
    reasons = {address: refusals.NOT_AN_ADDRESS.format(address=address) for address in wrong}
    try:
        if not reasons:
            envelope = follow(
                mailbox,
                person,
                composition.message_id,
                recipients,
                asked_read=composition.ask_read,
                remind_after_days=composition.remind_days,
            )
            reasons = _hand_over(mailbox, person, recipients, built.sent, envelope)
    except SubmissionUnavailable as error:
        # Both versions of the draft stay: the page still names the old one, and the new one has the latest words.
        raise MailUnavailable(str(error)) from None
    if reasons:
        drafts.remove_older(mailbox, person, composition, uid)
        raise RecipientsRefused(reasons, uid)


def _hand_over(mailbox: Mailbox, person: User, recipients: list[str], message: bytes, envelope: str) -> dict[str, str]:
    """The refused addresses with their sentence; empty when Postfix has taken the message."""
    token = token_for(mailbox, token_name(person))
    submission = Submission(settings.SUBMISSION_HOST, settings.SUBMISSION_PORT, mailbox.address, token)
    try:
        submission.submit(recipients, message, envelope=envelope)
    except RecipientsNotAccepted as refusal:
        if any(reply.code == 553 for reply in refusal.replies.values()):  # the sender, not the recipients
            raise SubmissionUnavailable("sender") from None
        return {address: refusals.sentence(address, reply) for address, reply in refusal.replies.items()}
    except MessageNotAccepted as refusal:
        if refusal.reply.code == 552:
            raise TooLarge(settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES) from None
        log.error("submission refused: %s %s", refusal.reply.code, refusal.reply.status)
        raise SubmissionUnavailable(str(refusal.reply.code)) from None
    return {}


def _afterwards(mailbox: Mailbox, person: User, composition: Composition, row: Outbox) -> None:
    """The message has left: from here on nothing may look like a failure to send."""
    try:
        filing.file_copy(row.pk)
        drafts.remove_older(mailbox, person, composition, newest=drafts.EVERY)
    except MailUnavailable:
        tasks.file_sent.defer(outbox_id=row.pk)
    with suppress(MailUnavailable, NoSuchMessage):
        _mark_answered(mailbox, person, composition)


def _mark_answered(mailbox: Mailbox, person: User, composition: Composition) -> None:
    if composition.answered:
        slug, uid = composition.answered
        with opened(mailbox, person) as session:
            session.open(folder_of(slug).name)
            session.mark([uid], "\\Answered", on=True)
