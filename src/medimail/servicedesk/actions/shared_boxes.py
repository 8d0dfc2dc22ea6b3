"""What administrators do with the boxes of their structures. None of it lets them read a message."""

from django.db import transaction

from medimail.accounts.models import User
from medimail.mailboxes.actions import move_shared, name_manager
from medimail.mailboxes.models import Mailbox
from medimail.notifications.actions import notify
from medimail.servicedesk.access import shared_box_for
from medimail.servicedesk.errors import NobodyThere, OneSelf
from medimail.servicedesk.queries.people import person_at
from medimail.shared_boxes.actions import announce_closing, keep_open
from medimail.shared_boxes.letters import tell_members
from medimail.shared_boxes.models import Closing

State = Mailbox.State


@transaction.atomic
def suspend_shared(user: User, pk: int, reason: str) -> Mailbox:
    box = shared_box_for(user, pk)
    if move_shared(pk, State.SUSPENDED, by=user):
        tell_members(box, "suspended", reason)
    return box


@transaction.atomic
def reactivate_shared(user: User, pk: int) -> Mailbox:
    box = shared_box_for(user, pk)
    if move_shared(pk, State.ACTIVE, by=user):
        tell_members(box, "active")
    return box


@transaction.atomic
def close_shared(user: User, pk: int, reason: str) -> Closing:
    """On the day the setting says."""
    return announce_closing(shared_box_for(user, pk), reason, by=user)


@transaction.atomic
def keep_shared(user: User, pk: int) -> None:
    keep_open(shared_box_for(user, pk), by=user)


@transaction.atomic
def hand_over(user: User, pk: int, address: str) -> User:
    """One more manager, who is told. Raises `NobodyThere`, and `OneSelf`: nobody opens a box by being administrator."""
    box, manager = shared_box_for(user, pk), person_at(address)
    if manager is None:
        raise NobodyThere
    if manager == user:
        raise OneSelf
    name_manager(box, manager, by=user)
    notify(manager.email, "box_manager", {"first_name": manager.first_name, "address": box.address, "box": box.pk})
    return manager
