"""One number, claimed in two places at the same instant, on real connections: one account has it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from medimail.accounts.actions import link
from medimail.accounts.errors import IdentityTaken, NumberTaken
from medimail.accounts.identity import Identity
from medimail.accounts.models import NationalNumber, User
from medimail.accounts.queries import current_terms
from medimail.enrolment import actions
from medimail.enrolment.by_psc import profile_of, region_of
from medimail.enrolment.errors import WrongState
from medimail.lib.psc import Professional
from medimail.mailboxes.models import Mailbox
from medimail.servicedesk.actions import accept
from medimail.servicedesk.errors import AlreadyDecided
from tests import people

Act = Callable[[], object]
LATE = (IdentityTaken, NumberTaken, WrongState, AlreadyDecided)


@pytest.fixture(autouse=True)
def alone(copied_database: str) -> None:
    """Threads commit: their rows live in a database that goes away."""


def together(*acts: Act) -> list[object]:
    barrier = threading.Barrier(len(acts))

    def one(act: Act) -> object:
        try:
            barrier.wait(timeout=30)
            return act()
        except LATE as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def joining(person: Professional) -> Act:
    data = profile_of(person, people.PHARMACY, region_of(people.PHARMACY))
    return lambda: actions.join(person, data, current_terms().version)


def joining_from(user: User, person: Professional) -> Act:
    data = profile_of(person, people.PHARMACY, region_of(people.PHARMACY))
    return lambda: actions.join_from(User.objects.get(pk=user.pk), person, data, current_terms().version)


def one_has_it(person: Professional, ends: list[object]) -> None:
    assert sum(not isinstance(end, Exception) for end in ends) == 1
    assert NationalNumber.objects.filter(number=person.number).count() == 1
    assert Mailbox.objects.filter(kind="PER").count() == 1


def test_two_clicks_on_joining() -> None:
    person = people.professional()
    one_has_it(person, together(joining(person), joining(person)))


def test_joining_while_an_administrator_accepts_the_same_number() -> None:
    julie, applicant = people.region_administrator("76"), people.applicant()
    person = people.professional(applicant.profile.national_id)
    one_has_it(person, together(joining(person), lambda: accept(julie, applicant.application.pk)))


def test_an_applicant_joins_while_an_administrator_accepts() -> None:
    julie, applicant = people.region_administrator("76"), people.applicant()
    person = people.professional(applicant.profile.national_id, first_name="Pierre")
    one_has_it(person, together(joining_from(applicant, person), lambda: accept(julie, applicant.application.pk)))


def test_joining_while_a_colleague_links_the_same_card() -> None:
    holder = people.holder(identifier_type="", national_id="", first_name="Claire")
    person = people.professional()
    one_has_it(person, together(joining(person), lambda: actions.link_card(holder, person)))


def test_an_identity_linked_twice_at_once() -> None:
    one, other = people.holder(), people.holder()
    portal = Identity("guyasis", "https://portail.test", "42")
    ends = together(lambda: link(one, portal), lambda: link(other, portal))
    assert sorted(type(end).__name__ for end in ends) == ["IdentityTaken", "NoneType"]
