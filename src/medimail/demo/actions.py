"""The demonstration goes through the same doors as real people, so nothing in it could not happen."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from medimail.accounts import queries as accounts
from medimail.accounts.actions import accept_terms, register
from medimail.accounts.models import User
from medimail.appointments.actions import publish
from medimail.demo import directory
from medimail.demo.agenda import WEEK
from medimail.demo.contacts import fill_book
from medimail.demo.people import (
    HOLDERS,
    OCCITANIE,
    OFFICIALS,
    STRUCTURE_FINESS,
    STRUCTURE_NAME,
    WAITING,
    Official,
    Person,
)
from medimail.demo.regions import open_help, open_portal
from medimail.demo.shared_boxes import open_shared_boxes
from medimail.demo.tasks import open_directory, write_first_letters
from medimail.enrolment import actions as enrolment
from medimail.servicedesk.actions import accept, appoint
from medimail.servicedesk.models import Administrator
from medimail.structures.actions import Facts
from medimail.structures.actions import register as register_structure

Scope = Administrator.Scope
_TILLEULS = Facts(STRUCTURE_NAME, OCCITANIE, STRUCTURE_FINESS, postcode="31000", town="Toulouse")


@dataclass(frozen=True, slots=True)
class DemoAccount:
    role: str
    email: str
    password: str
    mailbox: str | None


@transaction.atomic
def load() -> list[DemoAccount]:
    """Everything or nothing. Raises `IntegrityError` when it was loaded before."""
    # Readable enough to be typed from the table, generated so that no two houses share it.
    password = f"Demo-{secrets.randbelow(9000) + 1000}-{secrets.token_hex(3)}"
    hashed = make_password(password)
    directory.load(0)
    officials = [_official(official, hashed) for official in OFFICIALS]
    decider = next(user for official, user in zip(OFFICIALS, officials, strict=True) if official.region_code)
    accounts_made = [_holder(person, password, hashed, decider) for person in HOLDERS]
    fill_book({one.role: one.mailbox for one in accounts_made if one.mailbox})
    for person in WAITING:
        _applicant(person, hashed)
        accounts_made.append(DemoAccount(person.role, person.email, password, None))
    accounts_made += [DemoAccount(official.role, official.email, password, None) for official in OFFICIALS]
    open_shared_boxes({one.role: one.email for one in accounts_made}, decider)
    open_help(officials[-1])
    open_portal(officials[-1])
    write_first_letters.defer()
    open_directory.defer()
    return accounts_made


def _official(official: Official, hashed: str) -> User:
    user = register(official.email, hashed, first_name=official.first_name, last_name=official.last_name)
    accept_terms(user, accounts.current_terms().version)
    if official.structure:
        structure = register_structure(_TILLEULS)
        appoint(user, Scope.STRUCTURE, structure=structure)
    elif official.region_code:
        appoint(user, Scope.REGION, region_code=official.region_code)
        if official.region_code == OCCITANIE:
            publish(user, WEEK)
    else:
        appoint(user, Scope.PLATFORM)
    return user


def _applicant(person: Person, hashed: str) -> User:
    names = person.profile
    user = register(person.email, hashed, first_name=names.first_name, last_name=names.last_name)
    enrolment.open_application(user)
    enrolment.confirm_email(user)
    enrolment.accept_terms(user, accounts.current_terms().version)
    enrolment.answer_identifier(user, bool(names.national_id))
    enrolment.submit_profile(user, names)
    return user


def _holder(person: Person, password: str, hashed: str, decider: User) -> DemoAccount:
    user = _applicant(person, hashed)
    box = accept(decider, user.application.pk)
    return DemoAccount(person.role, person.email, password, box.address)
