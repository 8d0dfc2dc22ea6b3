"""Profile later (screen S10): what a human had checked goes back to a human, the rest changes at once."""

from django.db import transaction
from django.utils import timezone

from medimail.accounts import actions as accounts
from medimail.accounts.models import User
from medimail.accounts.profile import ProfileData
from medimail.accounts.queries import profile_data
from medimail.audit.actions import trace
from medimail.enrolment.actions.moving import at
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application, ProfileChange
from medimail.mailboxes import actions as mailboxes

_WAITING = ProfileChange.State.WAITING


@transaction.atomic
def edit_profile(user: User, data: ProfileData) -> ProfileChange | None:
    """The change that now waits for a human; None when nothing checked was touched."""
    at(user, Application.State.ACTIVE)
    # Locked first: a decision taken since the person was read is then part of what is read again.
    waiting = _waiting(user)
    before = profile_data(User.objects.select_related("profile").get(pk=user.pk))
    now = before.checked()
    accounts.save_profile(user, data.keeping(now))
    mailboxes.follow_profile(user)
    if data.checked() == now:
        withdraw_change(user)
        return None
    # Region and structure choose the domain of a new box.
    moved = (before.region_code, before.finess) != (data.region_code, data.finess)
    if waiting and waiting.proposed == data.checked() and not moved:
        return waiting  # nothing new to read for the administrator
    change, _ = ProfileChange.objects.update_or_create(
        user=user, state=_WAITING, defaults={"proposed": data.checked(), "submitted_at": timezone.now()}
    )
    trace(user, "change.submitted", change)
    return change


@transaction.atomic
def withdraw_change(user: User) -> None:
    if change := _waiting(user):
        _end(change, user, ProfileChange.State.WITHDRAWN)


@transaction.atomic
def decide_change(change: ProfileChange, by: User, *, accepted: bool, reason: str = "") -> None:
    """On a locked change. Raises `WrongState`, `NumberTaken`, and `NoDomain` when a new number calls for a box."""
    if change.state != _WAITING:
        raise WrongState(change.state)
    change.reason = reason
    _end(change, by, ProfileChange.State.ACCEPTED if accepted else ProfileChange.State.REFUSED)
    if accepted:
        accounts.save_checked(change.user, change.proposed)
        mailboxes.follow_profile(change.user)


def _waiting(user: User) -> ProfileChange | None:
    """Held until the transaction ends."""
    return ProfileChange.objects.select_for_update().filter(user=user, state=_WAITING).first()


def _end(change: ProfileChange, by: User, state: ProfileChange.State) -> None:
    change.state, change.decided_at, change.decided_by = state, timezone.now(), by
    change.save()
    trace(by, f"change.{state}", change)
