"""A scheduled message leaves: once, or it is a draft again and its writer is told."""

import logging
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.deliveries.actions import follow
from medimail.lib.imap import Session
from medimail.lib.imap_errors import ImapFull, ImapUnavailable
from medimail.lib.passes import each_while_answered
from medimail.lib.smtp import MessageNotAccepted, RecipientsNotAccepted, Submission, SubmissionUnavailable
from medimail.mail import correspondents, departing, filing, refusals
from medimail.mail.departing import Departing
from medimail.mail.errors import MailUnavailable, NoSuchMessage
from medimail.mail.folders import place
from medimail.mail.models import Outbox
from medimail.mail.store import opened, opened_by_worker, token_for, token_name
from medimail.mailboxes.access import mailbox_for
from medimail.mailboxes.models import Mailbox
from medimail.notifications.actions import notify
from medimail.usage.actions import count_sent

log = logging.getLogger(__name__)
_WAITED = timedelta(minutes=2)  # then the message is dated anew
_LOST = timedelta(seconds=20)  # the job had its chance
_PER_PASS = 200
ANSWERER = "$re"
"""Begins the keyword, ended by the number of the person, of a message of a shared box that somebody answered."""


def leave(outbox_id: int, *, told_at_once: bool = False) -> dict[str, str]:
    """Submit a scheduled message; safe to run twice. Why it did not leave, by address, the empty one for all.

    `told_at_once`: its writer waits for this answer and needs no other. Raises MailUnavailable: try again later.
    """
    with transaction.atomic():
        rows = Outbox.objects.select_for_update(of=("self",)).select_related("mailbox", "person")
        row = rows.filter(pk=outbox_id).first()
        if row is None or row.state != Outbox.State.SCHEDULED or (row.send_at and row.send_at > timezone.now()):
            return {}
        if row.person is None or not _may(row.person, row.mailbox):  # a box that is suspended opens to nobody
            problem, letter = {"": refusals.NO_RIGHT}, None
        else:
            with _door(row, told_at_once=told_at_once) as session:
                problem, letter = _tried(row, row.person, session)
        row.state = Outbox.State.PREPARED if problem else Outbox.State.SUBMITTED
        row.problem = {} if told_at_once else problem
        row.save(update_fields=["state", "problem", "draft_uid", "changed_at"])
        if problem and not told_at_once:
            _tell(row)
    if letter:
        _afterwards(row, letter)
    return problem


def hold(outbox_id: int) -> None:
    """What could not be handed over at once is a draft again; its writer is told by the page."""
    Outbox.objects.filter(pk=outbox_id, state=Outbox.State.SCHEDULED).update(state=Outbox.State.PREPARED, send_at=None)


def sweep() -> None:
    """Those whose job was lost."""
    late = Outbox.objects.filter(state=Outbox.State.SCHEDULED, send_at__lt=timezone.now() - _LOST)
    each_while_answered(late.order_by("changed_at").values_list("pk", flat=True)[:_PER_PASS], _left)


def submission_of(mailbox: Mailbox, person: User) -> Submission:
    token = token_for(mailbox, token_name(person))
    return Submission(settings.SUBMISSION_HOST, settings.SUBMISSION_PORT, mailbox.address, token)


def told(refusal: RecipientsNotAccepted) -> dict[str, str]:
    """Raises MailUnavailable when it is the sender that was refused."""
    if any(reply.code == 553 for reply in refusal.replies.values()):
        raise MailUnavailable("sender") from None
    return {address: refusals.sentence(address, reply) for address, reply in refusal.replies.items()}


def _door(row: Outbox, *, told_at_once: bool) -> AbstractContextManager[Session]:
    if told_at_once and row.person:
        return opened(row.mailbox, row.person)
    return opened_by_worker(row.mailbox)


def _tried(row: Outbox, person: User, session: Session) -> tuple[dict[str, str], Departing | None]:
    try:
        letter = departing.departing(session, row.draft_uid or 0)
    except NoSuchMessage:
        return {"": refusals.DRAFT_GONE}, None
    waited = row.asked_at and timezone.now() - row.asked_at > _WAITED
    leaving, problem = _of_this_hour(letter) if waited else letter, None
    try:
        problem = _handed_over(row, person, leaving)
    finally:
        # What did not leave stays one draft, however often it is tried.
        if problem != {} and leaving is not letter:
            with suppress(ImapUnavailable):
                session.remove([leaving.uid])
    if problem:
        return problem, None
    row.draft_uid = leaving.uid
    return {}, leaving


def _of_this_hour(letter: Departing) -> Departing:
    """A box that filled up since takes no other version: the message then leaves with the date of its draft."""
    try:
        return replace(letter, uid=departing.dated(letter, timezone.now()))
    except ImapFull:
        return letter


def _may(person: User, mailbox: Mailbox) -> bool:
    """Whoever lost the box since, or only reads in it, signs no more for it."""
    try:
        return mailbox_for(person, mailbox.pk).may_write
    except ObjectDoesNotExist:
        return False


def _handed_over(row: Outbox, person: User, letter: Departing) -> dict[str, str]:
    with transaction.atomic():
        envelope = follow(
            row.mailbox,
            person,
            row.message_id,
            letter.recipients,
            asked_read=letter.ask_read,
            remind_after_days=row.remind_days,
        )
        problem = _answer(row.mailbox, person, letter, envelope)
        if problem:
            transaction.set_rollback(True)
            return problem
    trace(person, "message.sent", row, recipients=len(letter.recipients))
    count_sent(row.mailbox)
    correspondents.remember(row.mailbox, letter.recipients)
    return {}


def _answer(mailbox: Mailbox, person: User, letter: Departing, envelope: str) -> dict[str, str]:
    try:
        submission_of(mailbox, person).submit_pieces(letter.recipients, letter.chunks(), letter.size, envelope=envelope)
    except RecipientsNotAccepted as refusal:
        return told(refusal)
    except MessageNotAccepted as refusal:
        if refusal.reply.code == 552:
            return {"": refusals.TOO_LARGE}
        log.error("submission refused: %s %s", refusal.reply.code, refusal.reply.status)
        raise MailUnavailable(str(refusal.reply.code)) from None
    except SubmissionUnavailable as error:
        raise MailUnavailable(str(error)) from None
    return {}


def _afterwards(row: Outbox, letter: Departing) -> None:
    """The message has left: from here on nothing may look like a failure to send."""
    try:
        filing.file_copy(row.pk)
    except MailUnavailable:
        app.configure_task("mail.file_sent").defer(outbox_id=row.pk)
    if letter.answered and row.person:
        with suppress(MailUnavailable, NoSuchMessage), opened(row.mailbox, row.person) as session:
            session.open(place(session, letter.answered[0]).name)
            session.mark([letter.answered[1]], "\\Answered", on=True)
            if row.mailbox.holder_id is None:
                session.mark([letter.answered[1]], f"{ANSWERER}{row.person.pk}", on=True)


def _tell(row: Outbox) -> None:
    if row.person and row.person.email:
        said = {"first_name": row.person.first_name, "address": row.mailbox.address, "mailbox_id": row.mailbox_id}
        notify(row.person.email, "sending_refused", said)


def _left(outbox_id: int) -> bool:
    try:
        leave(outbox_id)
    except MailUnavailable:
        # To the end of the line: those of a box that cannot be opened must not stay first and hide the others.
        Outbox.objects.filter(pk=outbox_id).update(changed_at=timezone.now())
        return False
    return True
