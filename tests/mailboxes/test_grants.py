"""Who opens a box they do not hold: given, changed, ended, left, handed over, offered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from medimail.accounts.models import User
from medimail.mailboxes.access import lost_by, mailbox_for, mailboxes_of
from medimail.mailboxes.actions import (
    ask_for_access,
    change,
    close_boxes,
    end,
    give,
    hand_over,
    invite,
    leave,
    reactivate_boxes,
    suspend_boxes,
    turn_day,
    withdraw,
)
from medimail.mailboxes.errors import HasRight, LastManager, WrongRight
from medimail.mailboxes.models import Grant, Mailbox, Role
from medimail.notifications.models import Letter
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(holder: User) -> User:
    return holder


@pytest.fixture
def box(manager: User) -> Mailbox:
    return people.shared_box(manager)


def may(person: User, box: Mailbox) -> str:
    return next((one.role for one in mailboxes_of(person) if one.pk == box.pk), "")


@pytest.mark.parametrize("role", ["reader", "writer", "manager"])
def test_a_member_opens_the_box_with_the_role_given_and_is_told(manager: User, box: Mailbox, role: str) -> None:
    person = people.member(manager, box, role)
    assert may(person, box) == role
    letter = Letter.objects.get(to=person.email, kind="right_given")
    assert box.address in letter.text
    with pytest.raises(HasRight):
        give(manager, box, person, "reader")


def test_a_suspended_account_opens_no_box_of_others_until_it_is_back(manager: User, box: Mailbox) -> None:
    person = people.member(manager, box, "writer")
    suspend_boxes(person, by=manager)
    assert may(person, box) == ""
    reactivate_boxes(person, by=manager)
    assert may(person, box) == "writer"
    close_boxes(person, by=manager)
    reactivate_boxes(person, by=manager)
    assert may(person, box) == ""


def test_a_suspended_manager_is_not_the_one_who_stays(manager: User, box: Mailbox) -> None:
    other = people.member(manager, box, "manager")
    suspend_boxes(other, by=None)
    with pytest.raises(LastManager):
        leave(manager, box)
    reactivate_boxes(other, by=None)
    leave(manager, box)
    assert may(other, box) == "manager"


@pytest.mark.parametrize("role", ["reader", "writer"])
def test_who_does_not_manage_gives_nothing(manager: User, box: Mailbox, role: str) -> None:
    person, stranger = people.member(manager, box, role), people.holder()
    right = box.grants.get(person=person)
    for who in (person, stranger):
        with pytest.raises(Mailbox.DoesNotExist):
            give(who, box, stranger, "reader")
        with pytest.raises(Mailbox.DoesNotExist):
            change(who, box, right.pk, "manager")
        with pytest.raises(Mailbox.DoesNotExist):
            end(who, box, right.pk)
        with pytest.raises(Mailbox.DoesNotExist):
            invite(who, box, "qui@exemple.test", "reader")


def test_a_right_that_ended_opens_nothing_and_keeps_its_row(manager: User, box: Mailbox) -> None:
    person = people.member(manager, box, "writer")
    right = box.grants.get(person=person)
    end(manager, box, right.pk)
    end(manager, box, right.pk)
    assert may(person, box) == ""
    assert Grant.objects.get(pk=right.pk).ended_at
    give(manager, box, person, "reader")
    assert may(person, box) == "reader"


def test_dates_open_and_close(manager: User, box: Mailbox) -> None:
    today, person = timezone.localdate(), people.holder()
    right = give(manager, box, person, "reader", starts_on=today + timedelta(days=1), ends_on=today + timedelta(days=2))
    assert may(person, box) == ""
    Grant.objects.filter(pk=right.pk).update(starts_on=today - timedelta(days=3), ends_on=today)
    assert may(person, box) == "reader"
    Grant.objects.filter(pk=right.pk).update(ends_on=today - timedelta(days=1))
    assert may(person, box) == ""
    turn_day()
    give(manager, box, person, "writer")  # the one that is over is no obstacle
    assert may(person, box) == "writer"


def test_the_last_manager_neither_leaves_nor_is_removed_nor_lowered(manager: User, box: Mailbox) -> None:
    right = box.grants.get(person=manager)
    with pytest.raises(LastManager):
        leave(manager, box)
    with pytest.raises(LastManager):
        end(manager, box, right.pk)
    with pytest.raises(LastManager):
        change(manager, box, right.pk, Role.WRITER)


def test_a_manager_hands_over_and_leaves(manager: User, box: Mailbox) -> None:
    person = people.member(manager, box, "reader")
    hand_over(manager, box, box.grants.get(person=person).pk)
    assert (may(person, box), may(manager, box)) == ("manager", "")


def test_a_manager_has_no_last_day(manager: User, box: Mailbox) -> None:
    with pytest.raises(WrongRight, match="role"):
        give(manager, box, people.holder(), "manager", ends_on=timezone.localdate())


@pytest.mark.parametrize(
    ("role", "days", "reason"), [("manager", 9, "role"), ("reader", 500, "long"), ("writer", -1, "dates")]
)
def test_what_a_delegation_cannot_be(holder: User, role: str, days: int, reason: str) -> None:
    with pytest.raises(WrongRight, match=reason):
        people.delegate(holder, role, days=days)


def test_a_delegation_is_dated_and_its_holder_sees_it(holder: User) -> None:
    own = holder.mailboxes.get()
    with pytest.raises(WrongRight, match="long"):
        give(holder, own, people.holder(), "reader")
    assert not mailbox_for(holder, own.pk).delegated
    person = people.delegate(holder, "writer", days=0)
    assert mailbox_for(holder, own.pk).delegated
    assert may(person, own) == "writer"
    assert not mailbox_for(person, own.pk).may_manage


def test_an_invitation_waits_for_the_account(manager: User, box: Mailbox) -> None:
    applicant = people.applicant()
    assert invite(manager, box, applicant.email.upper(), "writer") is None
    assert Letter.objects.filter(to=applicant.email, kind="right_offered").exists()
    with pytest.raises(HasRight):
        invite(manager, box, applicant.email, "reader")
    assert may(applicant, box) == ""
    people.accept(people.region_administrator("76"), applicant.application.pk)
    assert may(applicant, box) == "writer"


def test_a_withdrawn_or_old_invitation_gives_nothing(manager: User, box: Mailbox) -> None:
    one, other = people.applicant(), people.applicant()
    for person in (one, other):
        invite(manager, box, person.email, "writer")
    withdraw(manager, box, box.invitations.get(email=one.email).pk)
    box.invitations.filter(email=other.email).update(given_at=timezone.now() - timedelta(days=31))
    for person in (one, other):
        people.accept(people.region_administrator("76"), person.application.pk)
        assert may(person, box) == ""


def test_an_open_account_is_found_by_its_box_or_its_login(manager: User, box: Mailbox) -> None:
    one, other = people.holder(), people.holder()
    assert invite(manager, box, one.mailboxes.get().address, "reader")
    assert invite(manager, box, other.email, "reader")
    assert may(one, box) == may(other, box) == "reader"
    with pytest.raises(WrongRight, match="nobody"):
        invite(manager, box, f"personne.ici@{box.domain_id}", "reader")


def test_who_lost_the_right_asks_once_a_day_and_a_stranger_learns_nothing(manager: User, box: Mailbox) -> None:
    person, stranger = people.member(manager, box, "reader"), people.holder()
    with pytest.raises(Mailbox.DoesNotExist):
        lost_by(person, box.pk)
    leave(person, box)
    assert ask_for_access(person, box.pk)
    assert not ask_for_access(person, box.pk)
    assert Letter.objects.filter(to=manager.email, kind="right_asked").count() == 1
    with pytest.raises(Mailbox.DoesNotExist):
        ask_for_access(stranger, box.pk)


def test_a_delegate_signs_with_both_names_and_a_member_with_that_of_the_box(holder: User, box: Mailbox) -> None:
    own, person = holder.mailboxes.get(), people.delegate(holder, "writer")
    assert own.signed_by(holder) == own.display_name
    assert own.signed_by(person) == f"{person.full_name} (de la part de {own.display_name})"
    assert box.signed_by(people.member(holder, box, "writer")) == box.display_name
