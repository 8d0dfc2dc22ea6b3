"""What others and time do to an application."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from medimail.accounts.models import NationalNumber, User
from medimail.enrolment import actions
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application
from medimail.enrolment.tasks import expire
from medimail.mailboxes.models import Mailbox
from medimail.notifications.models import Letter
from medimail.servicedesk import actions as desk
from tests import people

pytestmark = pytest.mark.django_db


def state_of(user: User) -> str:
    return Application.objects.get(user=user).state


def test_a_link_nobody_followed_expires_once_and_can_be_asked_again() -> None:
    late, recent = people.account(), people.account()
    for user in (late, recent):
        actions.open_application(user)
    Application.objects.filter(user=late).update(link_sent_at=timezone.now() - timedelta(days=3, minutes=1))
    for _ in range(2):
        expire(0)
    assert (state_of(late), state_of(recent)) == ("expired", "email_pending")
    assert Letter.objects.filter(to=late.email, kind="link_expired").count() == 1
    assert actions.send_link_again(late)
    assert state_of(late) == "email_pending"
    expire(0)
    assert state_of(late) == "email_pending"


def test_a_link_followed_late_but_still_valid_counts() -> None:
    user = people.account()
    actions.open_application(user)
    Application.objects.filter(user=user).update(state="expired")
    actions.confirm_email(user)
    assert state_of(user) == "terms_pending"
    assert not actions.send_link_again(user)


def test_a_question_keeps_the_place_in_the_queue(applicant: User, region_administrator: User) -> None:
    before = applicant.application.waiting_since
    desk.ask(region_administrator, applicant.application.pk, "Où exercez-vous ?")
    assert state_of(applicant) == "info_requested"
    actions.write(applicant, "À Castelnau, depuis mars.")
    application = Application.objects.get(user=applicant)
    assert (application.state, application.waiting_since) == ("awaiting_validation", before)
    assert application.submitted_at != applicant.application.submitted_at  # what was read has changed
    assert [word.from_desk for word in application.words.order_by("id")] == [True, False]


def test_a_request_may_be_taken_back_and_corrected_at_its_place(applicant: User) -> None:
    before = applicant.application.waiting_since
    actions.correct(applicant)
    actions.submit_profile(applicant, people.profile(town="Fronton"))
    application = Application.objects.get(user=applicant)
    assert (application.state, application.waiting_since) == ("awaiting_validation", before)


def test_after_a_refusal_it_is_a_new_request(applicant: User, region_administrator: User) -> None:
    desk.refuse(region_administrator, applicant.application.pk, "Numéro d’une autre personne.")
    actions.correct(applicant)
    application = Application.objects.get(user=applicant)
    assert (application.state, application.waiting_since) == ("identification_pending", None)


def test_suspended_then_reactivated_the_box_is_the_same(holder: User, region_administrator: User) -> None:
    pk = holder.application.pk
    desk.suspend(region_administrator, pk, "Absence signalée par l’établissement.")
    assert (state_of(holder), holder.mailboxes.get().state) == ("suspended", "suspended")
    with pytest.raises(WrongState):
        desk.suspend(region_administrator, pk, "encore")
    desk.reactivate(region_administrator, pk)
    assert (state_of(holder), holder.mailboxes.get().state) == ("active", "active")


def test_a_closed_account_keeps_its_address_for_ever(holder: User, region_administrator: User) -> None:
    address = holder.mailboxes.get().address
    desk.close(region_administrator, holder.application.pk, "Départ à la retraite.")
    holder.refresh_from_db()
    assert (state_of(holder), holder.mailboxes.get().state, holder.is_active) == ("closed", "closed", False)
    assert not NationalNumber.objects.filter(user=holder).exists()
    again = people.holder(national_id=holder.profile.national_id)
    assert Mailbox.objects.get(holder=again).address != address


def test_nobody_outside_the_scope_changes_a_standing(holder: User, other_administrator: User) -> None:
    acts = [
        lambda: desk.suspend(other_administrator, holder.application.pk, "non"),
        lambda: desk.reactivate(other_administrator, holder.application.pk),
        lambda: desk.close(other_administrator, holder.application.pk, "non"),
        lambda: desk.write(other_administrator, holder.application.pk, "non"),
        lambda: desk.ask(holder, holder.application.pk, "non"),
    ]
    for act in acts:
        with pytest.raises(ObjectDoesNotExist):
            act()
    assert state_of(holder) == "active"


def test_a_draft_is_kept_until_the_profile_is_sent() -> None:
    user = people.at_profile()
    actions.keep_draft(user, {"town": "Fronton"})
    assert Application.objects.get(user=user).draft == {"town": "Fronton"}
    with pytest.raises(ValueError, match="too long"):
        actions.keep_draft(user, {"town": "F" * 30_000})
    actions.submit_profile(user, people.profile())
    assert Application.objects.get(user=user).draft == {}
    with pytest.raises(WrongState):
        actions.keep_draft(user, {"town": "Fronton"})
