"""The steps of a sign-up, each once and in order."""

import pytest

from medimail.accounts.models import TermsAcceptance
from medimail.accounts.queries import current_terms
from medimail.enrolment import actions
from medimail.enrolment.errors import WrongState
from tests import people

pytestmark = pytest.mark.django_db


def test_the_whole_way_to_the_queue() -> None:
    user = people.applicant()
    assert user.application.state == "awaiting_validation"
    assert user.application.submitted_at is not None
    assert user.profile.town == "Castelnau-d’Estrétefonds"
    assert TermsAcceptance.objects.get(user=user).terms == current_terms()


def test_a_confirmation_link_followed_twice_moves_nothing_the_second_time() -> None:
    user = people.at_profile()
    actions.confirm_email(user)
    user.application.refresh_from_db()
    assert user.application.state == "profile_pending"


def test_the_answer_on_the_identifier_may_be_changed_until_the_profile_is_sent() -> None:
    user = people.at_profile(has_identifier=True)
    actions.answer_identifier(user, has_identifier=False)
    user.application.refresh_from_db()
    assert user.application.has_identifier is False


def test_steps_refuse_to_be_taken_out_of_order() -> None:
    user = people.at_terms()
    for early in (
        lambda: actions.answer_identifier(user, has_identifier=True),
        lambda: actions.submit_profile(user, people.profile()),
        lambda: actions.correct(user),
    ):
        with pytest.raises(WrongState) as told:
            early()
        assert told.value.state == "terms_pending"


def test_a_second_click_on_accepter_is_told_where_the_application_is() -> None:
    user = people.at_terms()
    actions.accept_terms(user, current_terms().version)
    with pytest.raises(WrongState) as told:
        actions.accept_terms(user, current_terms().version)
    assert told.value.state == "identification_pending"
    assert TermsAcceptance.objects.filter(user=user).count() == 1
