from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.lib import mime_build
from medimail.lib.smtp import MessageNotAccepted, RecipientsNotAccepted, SubmissionUnavailable
from medimail.mail import departing, drafts, refusals, sending, tasks
from medimail.mail.drafts import Composition, Saved, Upload
from medimail.mail.errors import (
    AlreadyLeft,
    DraftChanged,
    MailUnavailable,
    NotAMoment,
    RecipientsRefused,
    TooLarge,
    TooManyRecipients,
)
from medimail.mail.models import Outbox
from medimail.mail.sorting import sort
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.news import announce
from medimail.mailboxes.queries import active_mailbox

__all__ = [
    "Composition",
    "Saved",
    "Sending",
    "Upload",
    "change_sender",
    "dismiss",
    "mark",
    "move",
    "new_message_id",
    "replan",
    "ring",
    "save_draft",
    "send",
    "undo",
]

FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Sending:
    outbox_id: int
    leaves_at: datetime | None
    """None when it has left."""


def new_message_id(mailbox: Mailbox) -> str:
    return mime_build.new_message_id(mailbox.address.rpartition("@")[2])


def save_draft(mailbox: Mailbox, person: User, composition: Composition) -> Saved:
    """The stored draft, which replaces the one of the same Message-ID; its uid is 0 when it has already been sent.

    Raises DraftChanged, TooLarge, MailUnavailable, and NoSuchMessage as `drafts.store` does.
    """
    composition = _with_id(mailbox, composition)
    with transaction.atomic():
        row = _locked(mailbox, composition)
        # A save that left the browser before "Envoyer" and arrives after it must not bring the draft back.
        if row.state != Outbox.State.PREPARED:
            return Saved(0, [])
        older = row.draft_uid
        saved = _stored(mailbox, person, composition, row)
        row.save()
    drafts.remove_older(mailbox, person, saved.uid, older, composition.draft_uid)
    return saved


def send(mailbox: Mailbox, person: User, composition: Composition, *, undo_seconds: int | None = None) -> Sending:
    """All recipients are accepted or nothing leaves; called twice for one Message-ID, it sends once.

    Raises RecipientsRefused, TooManyRecipients, TooLarge, MailUnavailable, NotAMoment, DraftChanged, AlreadyLeft when
    another page sent it, and NoSuchMessage as `drafts.store` does.
    """
    composition = _with_id(mailbox, composition)
    recipients = _recipients(composition)
    leaves_at = _moment(composition, settings.MEDIMAIL_UNDO_SECONDS if undo_seconds is None else undo_seconds)
    with transaction.atomic():
        row = _locked(mailbox, composition)
        if row.state != Outbox.State.PREPARED:
            if row.writer and composition.writer and row.writer != composition.writer:
                raise AlreadyLeft
            return Sending(row.pk, row.send_at if row.state == Outbox.State.SCHEDULED else None)
        older = row.draft_uid
        saved = _stored(mailbox, person, composition, row)
        reasons, failure = _foreseen(mailbox, person, recipients, held=leaves_at > timezone.now())
        if not (reasons or failure):
            _plan(row, leaves_at)
        row.save()
    if failure:
        # Both versions of the draft stay: the page still names the old one, and the new one has the latest words.
        raise failure
    drafts.remove_older(mailbox, person, saved.uid, older, composition.draft_uid)
    if not reasons and row.send_at and row.send_at <= timezone.now():
        reasons = _left_at_once(row)
    if reasons:
        raise RecipientsRefused(reasons, saved.uid)
    return Sending(row.pk, leaves_at if leaves_at > timezone.now() else None)


def change_sender(mailbox: Mailbox, target: Mailbox, person: User, message_id: str) -> int:
    """The draft, with its files, is written on from another box of the person: its uid there.

    Raises MailUnavailable, MailboxFull, and Outbox.DoesNotExist, also when it has left or is about to.
    """
    with transaction.atomic():
        row = Outbox.objects.select_for_update().get(mailbox=mailbox, message_id=message_id, state="prepared")
        uid = departing.carried(mailbox, target, person, row.draft_uid or 0, new_message_id(target))
        older, row.draft_uid = row.draft_uid, None
        row.save()
    drafts.remove_older(mailbox, person, 2**32, older)
    return uid


def undo(mailbox: Mailbox, person: User, outbox_id: int) -> int:
    """The message is a draft again: its uid. Raises AlreadyLeft, and Outbox.DoesNotExist."""
    with transaction.atomic():
        row = _scheduled(mailbox, outbox_id)
        row.state, row.send_at = Outbox.State.PREPARED, None
        row.writer = ""  # the page that wrote it is closed
        row.save()
        trace(person, "message.held", row)
    return row.draft_uid or 0


def replan(mailbox: Mailbox, person: User, outbox_id: int, moment: datetime) -> None:
    """Raises AlreadyLeft, NotAMoment, and Outbox.DoesNotExist."""
    with transaction.atomic():
        row = _scheduled(mailbox, outbox_id)
        _plan(row, _possible(moment))
        row.save()
        trace(person, "message.replanned", row)


def dismiss(mailbox: Mailbox, person: User) -> None:
    """The person has seen why messages did not leave."""
    with transaction.atomic():
        for row in Outbox.objects.select_for_update().filter(mailbox=mailbox).exclude(problem={}):
            row.problem = {}
            row.save(update_fields=["problem"])
            trace(person, "message.problem_seen", row)


def move(mailbox: Mailbox, person: User, folder: str, uids: list[int], target: str) -> None:
    """Messages already gone are passed over."""
    sort(mailbox, person, folder, uids, act="move", value=target)


def mark(mailbox: Mailbox, person: User, folder: str, uids: list[int], *, seen: bool) -> None:
    sort(mailbox, person, folder, uids, act="seen" if seen else "unseen")


def ring(address: str) -> None:
    """Somebody says this box has new mail. Many rings before the job starts make one job."""
    mailbox = active_mailbox(address)
    if mailbox is None:
        return
    announce(mailbox.pk)
    try:
        with transaction.atomic():
            tasks.tell.configure(queueing_lock=f"tell-{mailbox.pk}").defer(mailbox_id=mailbox.pk)
    except AlreadyEnqueued:
        return


def _locked(mailbox: Mailbox, composition: Composition) -> Outbox:
    row, _ = Outbox.objects.get_or_create(mailbox=mailbox, message_id=composition.message_id)
    return Outbox.objects.select_for_update().get(pk=row.pk)


def _scheduled(mailbox: Mailbox, outbox_id: int) -> Outbox:
    # Of two at once, the message that leaves holds the row: whoever comes second waits, and learns how it ended.
    row = Outbox.objects.select_for_update().get(mailbox=mailbox, pk=outbox_id)
    if row.state != Outbox.State.SCHEDULED:
        raise AlreadyLeft
    return row


def _stored(mailbox: Mailbox, person: User, composition: Composition, row: Outbox) -> Saved:
    another = row.writer and composition.writer and row.writer != composition.writer
    if another and row.draft_uid != composition.draft_uid:
        raise DraftChanged
    saved = drafts.store(mailbox, person, composition, row.draft_uid)
    row.draft_uid, row.writer, row.person = saved.uid, composition.writer, person
    row.remind_days, row.problem = composition.remind_days, {}
    return saved


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


def _moment(composition: Composition, undo_seconds: int) -> datetime:
    if composition.send_at:
        return _possible(composition.send_at)
    return timezone.now() + timedelta(seconds=undo_seconds)


def _possible(moment: datetime) -> datetime:
    now = timezone.now()
    if not now < moment < now + FURTHEST:
        raise NotAMoment
    return moment


def _foreseen(
    mailbox: Mailbox, person: User, recipients: list[str], *, held: bool
) -> tuple[dict[str, str], MailUnavailable | TooLarge | None]:
    """Why it could not leave, asked of Postfix before the message is put aside: a person still looks at the page."""
    wrong = [address for address in recipients if not mime_build.is_address(address)]
    if wrong or not held:
        return {address: refusals.NOT_AN_ADDRESS.format(address=address) for address in wrong}, None
    try:
        sending.submission_of(mailbox, person).check(recipients, 0)
    except RecipientsNotAccepted as refusal:
        try:
            return sending.told(refusal), None
        except MailUnavailable as error:
            return {}, error
    except MessageNotAccepted:
        return {}, TooLarge(settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES)
    except SubmissionUnavailable as error:
        return {}, MailUnavailable(str(error))
    return {}, None


def _plan(row: Outbox, moment: datetime) -> None:
    row.state, row.send_at, row.asked_at = Outbox.State.SCHEDULED, moment, timezone.now()
    if moment > timezone.now():
        tasks.plan(row.pk, moment)


def _left_at_once(row: Outbox) -> dict[str, str]:
    try:
        reasons = sending.leave(row.pk, told_at_once=True)
    except MailUnavailable:
        sending.hold(row.pk)
        raise
    if refusals.TOO_LARGE in reasons.values():
        raise TooLarge(settings.MEDIMAIL_MAX_ATTACHMENTS_BYTES)
    if "" in reasons:
        raise MailUnavailable("not sent")
    return reasons
