"""Where somebody is signed in: seen, locked, ended."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import Session, User
from medimail.audit.actions import trace

_MINUTE = timedelta(minutes=1)


def seen(session: Session) -> None:
    """At most one write a minute, and never of the session's data: another tab may have changed them."""
    now = timezone.now()
    if now - session.seen_at >= _MINUTE:
        Session.objects.filter(pk=session.pk).update(seen_at=now)


@transaction.atomic
def lock(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(locked_at=timezone.now())
    trace(session.user, "session.locked", session.user)


def first_time_in(session: Session, mailbox: int) -> bool:
    """True once for each session and mailbox, even when two tabs open it at the same instant."""
    if mailbox in session.entered:  # as read with the session: no query
        return False
    with transaction.atomic():
        locked = Session.objects.select_for_update().filter(pk=session.pk).first()
        if locked is None or mailbox in locked.entered:
            return False
        locked.entered.append(mailbox)
        locked.save(update_fields=["entered"])
    return True


@transaction.atomic
def end_session(user: User, handle: UUID) -> bool:
    """False when it had ended already, or is nobody's of this account: the answer is the same."""
    ended, _ = Session.objects.filter(user=user, handle=handle).delete()
    if ended:
        trace(user, "session.ended", user)
    return bool(ended)


@transaction.atomic
def end_sessions(user: User, *, keep: str = "") -> None:
    """All of this account, but the one whose key is `keep`: the browser that asks for it."""
    ended, _ = Session.objects.filter(user=user).exclude(session_key=keep).delete()
    if ended:
        trace(user, "session.ended", user, count=ended)
