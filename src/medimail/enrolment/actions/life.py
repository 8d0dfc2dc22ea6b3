"""What others do to an application: decisions and what follows, on a locked row; and what time does."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from medimail.accounts import actions as accounts
from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.enrolment.actions.changes import withdraw_change
from medimail.enrolment.actions.moving import move, stands
from medimail.enrolment.actions.thread import write_from_desk
from medimail.enrolment.models import Application, Word
from medimail.mailboxes import actions as mailboxes
from medimail.notifications.actions import notify_link_expired

State = Application.State
_PER_PASS = 500


@transaction.atomic
def decide(application: Application, by: User, state: Application.State, reason: str = "") -> None:
    """Record an administrator's decision; who may decide is servicedesk's rule."""
    stands(application, State.AWAITING_VALIDATION)
    application.decided_at, application.decided_by, application.reason = timezone.now(), by, reason
    move(application, state, f"application.{state}", by)
    if reason:
        write_from_desk(application, by, reason, Word.Kind.REFUSAL)


@transaction.atomic
def ask(application: Application, by: User, question: str) -> None:
    """The request leaves the queue until the person answers, and keeps its place."""
    stands(application, State.AWAITING_VALIDATION)
    write_from_desk(application, by, question, Word.Kind.QUESTION)
    move(application, State.INFO_REQUESTED, "application.info_requested", by)


@transaction.atomic
def suspend(application: Application, by: User, reason: str) -> None:
    """The boxes take no mail and open no more; nothing in them is lost."""
    stands(application, State.ACTIVE)
    write_from_desk(application, by, reason, Word.Kind.SUSPENSION)
    mailboxes.suspend_boxes(application.user, by=by)
    accounts.end_sessions(application.user)
    move(application, State.SUSPENDED, "application.suspended", by)


@transaction.atomic
def suspend_silent(application: Application) -> None:
    """Nobody came for so long that the house itself suspends it, as its letters said."""
    stands(application, State.ACTIVE)
    mailboxes.suspend_boxes(application.user, by=None)
    accounts.end_sessions(application.user)
    application.state = State.SUSPENDED
    application.save(update_fields=["state"])
    trace(None, "application.suspended_silent", application)


@transaction.atomic
def reactivate(application: Application, by: User) -> None:
    stands(application, State.SUSPENDED)
    mailboxes.reactivate_boxes(application.user, by=by)
    move(application, State.ACTIVE, "application.reactivated", by)


@transaction.atomic
def close(application: Application, by: User, reason: str = "") -> None:
    """For good: nobody signs in again, and the addresses are never given to anyone else."""
    stands(application, *(state for state in State if state != State.CLOSED))
    if reason:
        write_from_desk(application, by, reason, Word.Kind.CLOSURE)
    withdraw_change(application.user)
    mailboxes.close_boxes(application.user, by=by)
    accounts.shut(application.user)
    move(application, State.CLOSED, "application.closed", by)


@transaction.atomic
def send_link_again(user: User) -> bool:
    """False when the address is confirmed already: then there is no link to send."""
    application = Application.objects.select_for_update().filter(user=user).first()
    if application is None or application.state not in {State.EMAIL_PENDING, State.EXPIRED}:
        return False
    application.link_sent_at = timezone.now()
    move(application, State.EMAIL_PENDING, "application.link_sent_again")
    return True


def expire_unconfirmed() -> None:
    """One pass over links that nobody followed in time. Run twice, each person is told once."""
    limit = timezone.now() - timedelta(days=settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS)
    late = Application.objects.filter(state=State.EMAIL_PENDING, link_sent_at__lt=limit).order_by("link_sent_at")
    for user in User.objects.filter(application__in=late[:_PER_PASS]):
        _expire(user, limit)


@transaction.atomic
def _expire(user: User, limit: datetime) -> None:
    """Unless the person followed the link, or asked for another, since the pass began."""
    still = Application.objects.filter(user=user, state=State.EMAIL_PENDING, link_sent_at__lt=limit)
    if application := still.select_for_update().first():
        move(application, State.EXPIRED, "application.expired")
        notify_link_expired(user.email, user.first_name)
