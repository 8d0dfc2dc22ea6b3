"""Pro Santé Connect has proved who somebody is: no human has anything left to check."""

from django.db import transaction
from django.utils import timezone

from medimail.accounts import actions as accounts
from medimail.accounts.errors import OtherBearer, OtherNumber
from medimail.accounts.identity import PSC, Identity
from medimail.accounts.models import NationalNumber, Profile, User
from medimail.accounts.profile import ProfileData
from medimail.accounts.queries import proved_number
from medimail.audit.actions import trace
from medimail.enrolment.actions.moving import at, move
from medimail.enrolment.models import Application
from medimail.lib.person_names import Likeness, same_name
from medimail.lib.psc import Professional
from medimail.mailboxes import actions as mailboxes
from medimail.mailboxes.models import Mailbox

State = Application.State
BEFORE_DECISION = (
    State.TERMS_PENDING,
    State.IDENTIFICATION_PENDING,
    State.PROFILE_PENDING,
    State.AWAITING_VALIDATION,
    State.INFO_REQUESTED,
    State.REFUSED,
)


@transaction.atomic
def join(person: Professional, data: ProfileData, terms: str) -> Mailbox:
    """A new account, its profile and its open box, or nothing. `terms`: the version that was accepted.

    Raises `IdentityTaken`, `NumberTaken`, and `NoDomain` when this operator serves no such place.
    """
    user = accounts.register_by_psc(person)
    application = Application.objects.create(user=user, state=State.TERMS_PENDING, has_identifier=True)
    trace(user, "application.opened", application)
    return _open(user, application, data, terms)


@transaction.atomic
def join_from(user: User, person: Professional, data: ProfileData, terms: str) -> Mailbox:
    """An applicant need not wait for a human any longer.

    Raises as `join`, `OtherBearer` when the card is in another name, and `WrongState` once it was decided.
    """
    application = at(user, *BEFORE_DECISION)
    if not _named(user, person):
        raise OtherBearer
    accounts.link(user, Identity(PSC, person.issuer, person.subject))
    return _open(user, application, data, terms)


@transaction.atomic
def link_card(user: User, person: Professional) -> Mailbox | None:
    """« Lier ma carte e-CPS » to an open account. A BAL MED whose holder now has a number gets a BAL PER beside it.

    Raises `NumberTaken` when the number is somebody else's, `OtherNumber` when this account has another, `OtherBearer`
    when it has none and the card names somebody else, `IdentityTaken`, `NoDomain`, and `WrongState` while suspended.
    """
    if Application.objects.filter(user=user).exists():
        at(user, State.ACTIVE)
    proved = proved_number(user)
    if proved and (proved.identifier_type, proved.number) != (person.identifier_type, person.number):
        raise OtherNumber
    profile: Profile | None = getattr(user, "profile", None)
    if profile and profile.national_id and profile.national_id != person.number:
        raise OtherNumber
    if proved is None and not _is_of(user, profile, person):
        raise OtherBearer
    accounts.link(user, Identity(PSC, person.issuer, person.subject))
    if profile is None:  # an administrator without a box
        accounts.hold_number(user, person.identifier_type, person.number, NationalNumber.Proof.PSC)
        return None
    had_none = not profile.national_id
    if had_none:
        accounts.save_checked(user, {"identifier_type": person.identifier_type, "national_id": person.number})
    accounts.prove_number(user, NationalNumber.Proof.PSC)
    return mailboxes.open_mailbox(user, by=user) if had_none else None


def _is_of(user: User, profile: Profile | None, person: Professional) -> bool:
    """Before a number is given: a card lies about where people work together, and its code is known there too."""
    professions = {one.profession_code for one in person.practices}
    same_profession = profile is None or not professions or profile.profession_code in professions
    return _named(user, person) and same_profession


def _named(user: User, person: Professional) -> bool:
    names = {same_name(user.last_name, person.last_name), same_name(user.first_name, person.first_name)}
    return Likeness.DIFFERENT not in names


def _open(user: User, application: Application, data: ProfileData, terms: str) -> Mailbox:
    accounts.accept_terms(user, terms)
    accounts.save_profile(user, data)
    accounts.prove_number(user, NationalNumber.Proof.PSC)
    application.draft, application.has_identifier = {}, True
    application.submitted_at = application.decided_at = timezone.now()
    application.decided_by = None
    move(application, State.ACTIVE, "application.active")
    return mailboxes.open_mailbox(user, by=None)
