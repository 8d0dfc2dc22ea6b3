"""On an account at any time: write to the person, suspend, reactivate, close."""

from django.db import transaction

from medimail.accounts.models import User
from medimail.contacts.actions import forget
from medimail.enrolment import actions as enrolment
from medimail.enrolment.access import lock
from medimail.enrolment.models import Application
from medimail.notifications.actions import notify_standing, notify_word
from medimail.servicedesk.access import application_for


@transaction.atomic
def write(user: User, pk: int, text: str) -> None:
    application = _locked(user, pk)
    if enrolment.just_written(application, user, text):
        return
    enrolment.write_from_desk(application, user, text)
    notify_word(application.user.email, application.user.first_name)


@transaction.atomic
def suspend(user: User, pk: int, reason: str) -> None:
    """Raises `enrolment.errors.WrongState` unless the account is active."""
    application = _locked(user, pk)
    enrolment.suspend(application, user, reason)
    notify_standing(application.user.email, application.user.first_name, "suspended", reason)


@transaction.atomic
def reactivate(user: User, pk: int) -> None:
    """Raises `enrolment.errors.WrongState` unless the account is suspended."""
    application = _locked(user, pk)
    enrolment.reactivate(application, user)
    notify_standing(application.user.email, application.user.first_name, "reactivated")


@transaction.atomic
def close(user: User, pk: int, reason: str) -> None:
    """For good. Raises `enrolment.errors.WrongState` when it is closed already."""
    application = _locked(user, pk)
    enrolment.close(application, user, reason)
    forget(application.user)
    notify_standing(application.user.email, application.user.first_name, "closed", reason)


def _locked(user: User, pk: int) -> Application:
    return lock(application_for(user, pk).pk)
