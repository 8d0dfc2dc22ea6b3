"""The steps of a sign-up, taken by the person."""

import json
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from medimail.accounts import actions as accounts
from medimail.accounts.models import User
from medimail.accounts.profile import ProfileData
from medimail.audit.actions import trace
from medimail.enrolment.actions.moving import at, move
from medimail.enrolment.models import Application

State = Application.State
_DRAFT_BYTES = 20_000  # ten times the longest honest profile


@transaction.atomic
def open_application(user: User) -> Application:
    application, created = Application.objects.get_or_create(user=user)
    if created:
        trace(user, "application.opened", application)
    return application


@transaction.atomic
def confirm_email(user: User) -> None:
    """Called each time a confirmation link is followed; only the first moves anything."""
    waiting = (State.EMAIL_PENDING, State.EXPIRED)
    application = Application.objects.select_for_update().filter(user=user, state__in=waiting).first()
    if application:
        move(application, State.TERMS_PENDING, "application.email_confirmed")


@transaction.atomic
def accept_terms(user: User, version: str) -> None:
    application = at(user, State.TERMS_PENDING)
    accounts.accept_terms(user, version)
    move(application, State.IDENTIFICATION_PENDING, "application.terms_accepted")


@transaction.atomic
def answer_identifier(user: User, has_identifier: bool) -> None:
    """R-BAL-1: yes leads to PER, no to MED. The answer may be changed until the profile is sent."""
    application = at(user, State.IDENTIFICATION_PENDING, State.PROFILE_PENDING)
    application.has_identifier = has_identifier
    move(application, State.PROFILE_PENDING, "application.identifier_answered")


@transaction.atomic
def keep_draft(user: User, values: Mapping[str, str]) -> None:
    """The profile form as far as it was typed. Raises `ValueError` beyond any honest size."""
    application = at(user, State.IDENTIFICATION_PENDING, State.PROFILE_PENDING)
    if len(json.dumps(dict(values))) > _DRAFT_BYTES:
        raise ValueError("draft too long")
    application.draft = dict(values)
    application.save(update_fields=["draft"])


@transaction.atomic
def submit_profile(user: User, data: ProfileData) -> None:
    """`data` is checked by the form; this keeps it and puts the request in the administrators' queue."""
    application = at(user, State.PROFILE_PENDING)
    accounts.save_profile(user, data)
    application.draft = {}
    application.submitted_at = timezone.now()
    application.waiting_since = application.waiting_since or application.submitted_at
    move(application, State.AWAITING_VALIDATION, "application.submitted")


@transaction.atomic
def correct(user: User) -> None:
    """Take the request back to correct it: everything typed is still there.

    After a question or while it waits, the place in the queue is kept; after a refusal it is a new request.
    """
    application = at(user, State.AWAITING_VALIDATION, State.INFO_REQUESTED, State.REFUSED)
    if application.state == State.REFUSED:
        application.waiting_since = None
        move(application, State.IDENTIFICATION_PENDING, "application.reopened")
    else:
        move(application, State.PROFILE_PENDING, "application.taken_back")
