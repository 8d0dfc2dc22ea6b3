"""Two administrators at the same instant, on real connections: one wins, the other is told."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from medimail.accounts.models import User
from medimail.enrolment import actions as enrolment
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application
from medimail.mailboxes.models import Mailbox
from medimail.notifications.models import Letter
from medimail.servicedesk.actions import accept, accept_change, ask, close, refuse, refuse_change, suspend
from medimail.servicedesk.errors import AlreadyDecided
from tests import people

Act = Callable[[], object]


@pytest.fixture(autouse=True)
def alone(copied_database: str) -> None:
    """Threads commit: their rows live in a database that goes away."""


@pytest.fixture
def julie(alone: None) -> User:
    return people.region_administrator("76")


@pytest.fixture
def camille(alone: None) -> User:
    return people.platform_operator()


def together(*acts: Act) -> list[object]:
    """What each came to, in order: its answer, or the exception that told it was late."""
    barrier = threading.Barrier(len(acts))

    def one(act: Act) -> object:
        try:
            barrier.wait(timeout=30)
            return act()
        except (AlreadyDecided, WrongState) as late:
            return late
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def late(outcomes: list[object]) -> list[AlreadyDecided]:
    return [one for one in outcomes if isinstance(one, AlreadyDecided)]


@pytest.mark.parametrize("second", [lambda by, pk: refuse(by, pk, "Non."), accept, lambda by, pk: ask(by, pk, "Où ?")])
def test_one_decision_stands_and_the_other_is_told(
    julie: User, camille: User, second: Callable[[User, int], object]
) -> None:
    person = people.applicant()
    pk = person.application.pk
    outcomes = together(lambda: accept(julie, pk), lambda: second(camille, pk))
    [told] = late(outcomes)
    assert told.state == Application.objects.get(pk=pk).state
    accepted = told.state == "active"
    assert Mailbox.objects.filter(holder=person).count() == int(accepted)
    decisions = Letter.objects.filter(to=person.email, kind__in=["account_open", "refused", "question"])
    assert decisions.count() == 1


def test_homonyms_accepted_at_once_get_different_addresses(julie: User, camille: User) -> None:
    waiting = [people.applicant().application.pk for _ in range(8)]
    by = [julie, camille] * 4
    boxes = together(*[lambda who=who, pk=pk: accept(who, pk).address for who, pk in zip(by, waiting, strict=True)])  # type: ignore[misc]
    assert len(set(boxes)) == len(waiting)


def test_a_person_who_takes_back_and_a_desk_that_accepts_do_not_both_win(julie: User) -> None:
    person = people.applicant()
    pk = person.application.pk
    outcomes = together(lambda: accept(julie, pk), lambda: enrolment.correct(person))
    assert sum(isinstance(one, (AlreadyDecided, WrongState)) for one in outcomes) == 1
    state = Application.objects.get(pk=pk).state
    assert (state == "active") == Mailbox.objects.filter(holder=person).exists()


def test_a_change_is_decided_once(julie: User, camille: User) -> None:
    person = people.holder()
    change = enrolment.edit_profile(person, people.profile(last_name="Vidal"))
    assert change
    outcomes = together(
        lambda: accept_change(julie, change.pk), lambda: refuse_change(camille, change.pk, "Nom inconnu.")
    )
    assert len(late(outcomes)) == 1
    change.refresh_from_db()
    person.refresh_from_db()
    assert (person.last_name == "Vidal") == (change.state == "accepted")
    assert Letter.objects.filter(to=person.email, kind="change_decided").count() == 1


def test_an_upgrade_and_a_suspension_at_once_leave_no_open_box(julie: User, camille: User) -> None:
    for _ in range(5):
        person = people.holder(identifier_type="", national_id="")
        change = enrolment.edit_profile(person, people.profile())
        assert change
        pk, wish = person.application.pk, change.pk
        together(
            lambda pk=pk: suspend(camille, pk, "Plainte."),  # type: ignore[misc]
            lambda wish=wish: accept_change(julie, wish),  # type: ignore[misc]
        )
        assert set(Mailbox.objects.filter(holder=person).values_list("state", flat=True)) == {"suspended"}


def test_accept_suspend_and_close_at_once_end_in_a_closed_account(julie: User, camille: User) -> None:
    for _ in range(5):
        person = people.applicant()
        pk = person.application.pk
        together(
            lambda pk=pk: accept(julie, pk),  # type: ignore[misc]
            lambda pk=pk: suspend(camille, pk, "Plainte."),  # type: ignore[misc]
            lambda pk=pk: close(camille, pk, "Doublon."),  # type: ignore[misc]
            lambda person=person: enrolment.correct(person),  # type: ignore[misc]
        )
        person.refresh_from_db()
        assert (Application.objects.get(pk=pk).state, person.is_active) == ("closed", False)
        assert set(Mailbox.objects.filter(holder=person).values_list("state", flat=True)) <= {"closed"}
