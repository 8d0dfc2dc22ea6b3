"""On a holder's wish to change what was checked: the mailbox works all along."""

from datetime import datetime

from django.db import transaction

from medimail.accounts.actions import prove_number
from medimail.accounts.models import NationalNumber, User
from medimail.enrolment import actions as enrolment
from medimail.enrolment.access import lock_change
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application, ProfileChange
from medimail.mailboxes.actions import open_mailbox, suspend_boxes
from medimail.mailboxes.addressing import kind_for
from medimail.mailboxes.models import Mailbox
from medimail.notifications.actions import notify_change
from medimail.servicedesk.access import change_for
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince


@transaction.atomic
def accept_change(user: User, pk: int, *, read: datetime | None = None) -> Mailbox | None:
    """The profile takes the new words. A new RPPS number opens a BAL PER beside the BAL MED: that box is returned.

    Raises `AlreadyDecided`, `ChangedSince`, `accounts.errors.NumberTaken`, `mailboxes.errors.NoDomain`.
    """
    change = _decide(user, pk, read, accepted=True)
    prove_number(change.user, NationalNumber.Proof.ADMINISTRATOR)
    box = _upgraded(change.user, by=user)
    address = box.address if box else ""
    notify_change(change.user.email, change.user.first_name, accepted=True, address=address)
    return box


@transaction.atomic
def refuse_change(user: User, pk: int, reason: str, *, read: datetime | None = None) -> None:
    """Raises `AlreadyDecided` and `ChangedSince`."""
    change = _decide(user, pk, read, accepted=False, reason=reason)
    notify_change(change.user.email, change.user.first_name, accepted=False, reason=reason)


def _upgraded(holder: User, by: User) -> Mailbox | None:
    has_one = Mailbox.objects.filter(holder=holder, kind=Mailbox.Kind.PER).exclude(state=Mailbox.State.CLOSED).exists()
    if has_one or kind_for(holder.profile) != Mailbox.Kind.PER:
        return None
    box = open_mailbox(holder, by=by)
    if Application.objects.filter(user=holder, state=Application.State.SUSPENDED).exists():
        suspend_boxes(holder, by=by)  # it opens with the others, when the account does
    return box


def _decide(user: User, pk: int, read: datetime | None, *, accepted: bool, reason: str = "") -> ProfileChange:
    change = lock_change(change_for(user, pk).pk)
    try:
        enrolment.decide_change(change, user, accepted=accepted, reason=reason)
    except WrongState as wrong:
        raise AlreadyDecided(change.decided_by, wrong.state) from wrong
    if read is not None and read != change.submitted_at:
        raise ChangedSince
    return change
