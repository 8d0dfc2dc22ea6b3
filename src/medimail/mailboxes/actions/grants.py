"""Who opens a box they do not hold: members of a shared box, delegates of a personal one."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.access import mailbox_for
from medimail.mailboxes.actions.cutting import cut_off
from medimail.mailboxes.errors import HasRight, LastManager, WrongRight
from medimail.mailboxes.models import Grant, Mailbox, Role
from medimail.notifications.actions import notify

LONGEST_DELEGATION = timedelta(days=366)


@transaction.atomic
def give(
    by: User, mailbox: Mailbox, person: User, role: str, *, starts_on: date | None = None, ends_on: date | None = None
) -> Grant:
    """Raises Mailbox.DoesNotExist for who may not, `HasRight` and `WrongRight`."""
    box = managed(by, mailbox.pk)
    grant = grant_to(box, person, role, by=by, starts_on=starts_on or timezone.localdate(), ends_on=ends_on)
    context = {"first_name": person.first_name, "name": box.display_name, "address": box.address, "until": ends_on}
    context["since"] = grant.starts_on if grant.starts_on > timezone.localdate() else None
    notify(person.email, "right_given", context | {"by": by.full_name, "reads": role == Role.READER})
    return grant


@transaction.atomic
def change(by: User, mailbox: Mailbox, pk: int, role: str, *, ends_on: date | None = None) -> None:
    """Raises DoesNotExist, `WrongRight`, and `LastManager`."""
    box = managed(by, mailbox.pk)
    changed(
        by,
        box,
        box.grants.select_for_update(of=("self",)).select_related("person").get(pk=pk, ended_at=None),
        role,
        ends_on,
    )
    cut_off(box)


def changed(by: User, box: Mailbox, grant: Grant, role: str, ends_on: date | None) -> None:
    """For who has locked both, and cuts afterwards. Raises `WrongRight` and `LastManager`."""
    check_right(box, role, grant.starts_on, ends_on)
    if grant.role == Role.MANAGER and role != Role.MANAGER:
        _another_manager(box, grant.person)
    grant.role, grant.ends_on = role, ends_on
    grant.save(update_fields=["role", "ends_on"])
    trace(by, "right.changed", box, person=grant.person_id, role=role)


@transaction.atomic
def end(by: User, mailbox: Mailbox, pk: int) -> None:
    """Safe to ask twice. Raises DoesNotExist and `LastManager`."""
    box = managed(by, mailbox.pk)
    grant = box.grants.select_related("person").get(pk=pk)
    _end(box, grant, by, "right.ended")


@transaction.atomic
def leave(person: User, mailbox: Mailbox) -> None:
    """Raises DoesNotExist and `LastManager`: hand over first."""
    box = _locked(mailbox.pk)
    _end(box, box.grants.select_related("person").get(person=person, ended_at=None), person, "right.left")


@transaction.atomic
def hand_over(by: User, mailbox: Mailbox, pk: int) -> None:
    """Another member of a shared box manages it from now on; `by` leaves it. Raises DoesNotExist."""
    box = managed(by, mailbox.pk)
    if box.holder_id:
        raise Mailbox.DoesNotExist
    successor = box.grants.select_related("person").exclude(person=by).get(pk=pk, ended_at=None)
    successor.role, successor.ends_on = Role.MANAGER, None
    successor.starts_on = min(successor.starts_on, timezone.localdate())
    successor.save(update_fields=["role", "ends_on", "starts_on"])
    trace(by, "right.handed_over", box, person=successor.person_id, role=Role.MANAGER)
    _end(box, box.grants.select_related("person").get(person=by, ended_at=None), by, "right.left")


def grant_to(box: Mailbox, person: User, role: str, *, by: User | None, starts_on: date, ends_on: date | None) -> Grant:
    """For who has decided already, in their transaction, the box locked. Raises `HasRight` and `WrongRight`."""
    check_right(box, role, starts_on, ends_on)
    known = box.grants.filter(person=person, ended_at=None).first()
    if box.holder_id == person.pk or (known and not _over(known)):
        raise HasRight
    if known:
        box.grants.filter(pk=known.pk).update(ended_at=timezone.now())
    grant = Grant.objects.create(
        mailbox=box, person=person, role=role, starts_on=starts_on, ends_on=ends_on, given_by=by
    )
    trace(by, "right.given", box, person=person.pk, role=role, until=ends_on.isoformat() if ends_on else "")
    return grant


def check_right(box: Mailbox, role: str, starts_on: date, ends_on: date | None) -> None:
    """Raises `WrongRight`. A manager has no last day: nobody would be left on the day after."""
    shared = box.holder_id is None
    if starts_on > timezone.localdate() + LONGEST_DELEGATION:
        raise WrongRight("start")
    if role not in ({Role.READER, Role.WRITER, Role.MANAGER} if shared else {Role.READER, Role.WRITER}):
        raise WrongRight("role")
    if role == Role.MANAGER and (ends_on or starts_on > timezone.localdate()):
        raise WrongRight("role")
    if ends_on and ends_on < max(starts_on, timezone.localdate()):
        raise WrongRight("dates")
    if not shared and (ends_on is None or ends_on - starts_on > LONGEST_DELEGATION):
        raise WrongRight("long")


def managed(by: User, pk: int) -> Mailbox:
    """Locked, so that two who leave at once cannot both be the last but one. Raises Mailbox.DoesNotExist."""
    box = _locked(pk)
    if not mailbox_for(by, pk).may_manage:
        raise Mailbox.DoesNotExist
    return box


def _locked(pk: int) -> Mailbox:
    return Mailbox.objects.select_for_update(of=("self",)).get(pk=pk)


def _end(box: Mailbox, grant: Grant, by: User, act: str) -> None:
    if grant.ended_at:
        return
    if grant.role == Role.MANAGER:
        _another_manager(box, grant.person)
    grant.ended_at = timezone.now()
    grant.save(update_fields=["ended_at"])
    trace(by, act, box, person=grant.person_id, role=grant.role)
    cut_off(box)


def _another_manager(box: Mailbox, leaving: User) -> None:
    if not box.grants.filter(role=Role.MANAGER, ended_at=None, suspended=False).exclude(person=leaving).exists():
        raise LastManager


def _over(grant: Grant) -> bool:
    return grant.ends_on is not None and grant.ends_on < timezone.localdate()
