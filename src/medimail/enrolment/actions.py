"""The steps of a sign-up. Each is one transaction, and refuses with `WrongState` when the application is elsewhere."""

from django.db import transaction
from django.utils import timezone

from medimail.accounts import actions as accounts
from medimail.accounts.models import User
from medimail.accounts.profile import ProfileData
from medimail.audit.actions import trace
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application

State = Application.State


@transaction.atomic
def open_application(user: User) -> Application:
    application, created = Application.objects.get_or_create(user=user)
    if created:
        trace(user, "application.opened", application)
    return application


@transaction.atomic
def confirm_email(user: User) -> None:
    """Called each time a confirmation link is followed; only the first moves anything."""
    application = Application.objects.select_for_update().filter(user=user, state=State.EMAIL_PENDING).first()
    if application:
        _move(application, State.TERMS_PENDING, "application.email_confirmed")


@transaction.atomic
def accept_terms(user: User, version: str) -> None:
    application = _at(user, State.TERMS_PENDING)
    accounts.accept_terms(user, version)
    _move(application, State.IDENTIFICATION_PENDING, "application.terms_accepted")


@transaction.atomic
def answer_identifier(user: User, has_identifier: bool) -> None:
    """R-BAL-1: yes leads to PER, no to MED. The answer may be changed until the profile is sent."""
    application = _at(user, State.IDENTIFICATION_PENDING, State.PROFILE_PENDING)
    application.has_identifier = has_identifier
    _move(application, State.PROFILE_PENDING, "application.identifier_answered")


@transaction.atomic
def submit_profile(user: User, data: ProfileData) -> None:
    """`data` is checked by the form; this keeps it and puts the request in the administrators' queue."""
    application = _at(user, State.PROFILE_PENDING)
    accounts.save_profile(user, data)
    application.submitted_at = timezone.now()
    _move(application, State.AWAITING_VALIDATION, "application.submitted")


@transaction.atomic
def decide(application: Application, by: User, state: Application.State, reason: str = "") -> None:
    """Record an administrator's decision on a locked application; who may decide is servicedesk's rule."""
    if application.state != State.AWAITING_VALIDATION:
        raise WrongState(application.state)
    application.decided_at, application.decided_by, application.reason = timezone.now(), by, reason
    _move(application, state, f"application.{state}", by)


@transaction.atomic
def apply_again(user: User) -> None:
    """After a refusal: everything typed is still there, the person corrects and sends it again."""
    application = _at(user, State.REFUSED)
    _move(application, State.IDENTIFICATION_PENDING, "application.reopened")


def _at(user: User, *states: Application.State) -> Application:
    application = Application.objects.select_for_update(of=("self",)).select_related("user").get(user=user)
    if application.state not in states:
        raise WrongState(application.state)
    return application


def _move(application: Application, state: Application.State, act: str, by: User | None = None) -> None:
    application.state = state
    application.save()
    trace(by or application.user, act, application)
