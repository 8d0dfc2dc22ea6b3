"""Accounts that nobody uses: kept open, told to be away, asked back."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from medimail.accounts.models import User
from medimail.idleness import actions as idleness
from medimail.notifications.actions import notify
from medimail.servicedesk.access import application_for, at_work
from medimail.servicedesk.models import Administrator

Scope = Administrator.Scope


@transaction.atomic
def keep_account(user: User, pk: int) -> None:
    """Whatever its silence."""
    idleness.keep(application_for(user, pk).user, by=user)


@transaction.atomic
def keep_account_no_more(user: User, pk: int) -> None:
    idleness.stop_keeping(application_for(user, pk).user, by=user)


@transaction.atomic
def note_leave_of(user: User, pk: int, starts_on: date, ends_on: date) -> None:
    idleness.note_leave(application_for(user, pk).user, starts_on, ends_on, by=user)


@transaction.atomic
def end_leave_of(user: User, pk: int) -> None:
    idleness.end_leave(application_for(user, pk).user, by=user)


@transaction.atomic
def ask_back(user: User) -> bool:
    """One letter to those who may reactivate; False when it was asked already. Raises `NotSuspendedForSilence`."""
    if not idleness.ask_back(user):
        return False
    for one in _deciders(user).select_related("user"):
        said = {"first_name": one.user.first_name, "who": user.full_name, "request": user.application.pk}
        notify(one.user.email, "asked_back", said)
    return True


def _deciders(user: User) -> QuerySet[Administrator]:
    """The nearest ones: of the structure, else of the region, else of the platform."""
    profile = user.profile
    own = at_work().filter(structure__finess=profile.finess).exclude(structure__finess="")
    region = at_work().filter(scope=Scope.REGION, region_code=profile.region_code)
    platform = at_work().filter(scope=Scope.PLATFORM)
    return next((some for some in (own, region) if some.exists()), platform)
