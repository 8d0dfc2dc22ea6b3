"""An administrator decides only inside their region or structure; for everyone else an application does not exist."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from medimail.accounts.models import User
from medimail.servicedesk.access import application_for, desk_of
from medimail.servicedesk.actions import accept, refuse, suspend
from medimail.servicedesk.queries import waiting
from tests import people
from tests.people import FINESS

pytestmark = pytest.mark.django_db


def test_the_administrator_of_the_region_sees_it(applicant: User, region_administrator: User) -> None:
    assert application_for(region_administrator, applicant.application.pk) == applicant.application
    assert [row.application for row in waiting(region_administrator)] == [applicant.application]


def test_the_platform_operator_sees_it(applicant: User) -> None:
    assert application_for(people.platform_operator(), applicant.application.pk) == applicant.application


def test_the_administrator_of_the_structure_sees_their_own_people_only(applicant: User) -> None:
    administrator = people.structure_administrator(FINESS)
    colleague = people.applicant(finess=FINESS)
    assert application_for(administrator, colleague.application.pk) == colleague.application
    with pytest.raises(ObjectDoesNotExist):
        application_for(administrator, applicant.application.pk)


@pytest.mark.parametrize("act", [application_for, accept, lambda user, pk: refuse(user, pk, "non")])
def test_nobody_else_can_see_or_decide(act: object, applicant: User, other_administrator: User, holder: User) -> None:
    for wrong in (other_administrator, holder, applicant):
        with pytest.raises(ObjectDoesNotExist):
            act(wrong, applicant.application.pk)  # type: ignore[operator]
    applicant.application.refresh_from_db()
    assert applicant.application.state == "awaiting_validation"


def test_an_unfinished_application_is_nobodys_business(region_administrator: User) -> None:
    with pytest.raises(ObjectDoesNotExist):
        application_for(region_administrator, people.at_profile().application.pk)


def test_nobody_decides_on_themselves(region_administrator: User) -> None:
    own = people.enrolment.open_application(region_administrator)
    with pytest.raises(ObjectDoesNotExist):
        application_for(region_administrator, own.pk)


def test_the_desk_says_where_one_sits(region_administrator: User, holder: User) -> None:
    assert desk_of(region_administrator).label == "Centre de services · Occitanie"
    assert desk_of(people.structure_administrator(FINESS)).label == "Structure · EHPAD Les Tilleuls"
    with pytest.raises(ObjectDoesNotExist):
        desk_of(holder)


def test_an_administrator_suspended_as_a_holder_decides_nothing(applicant: User) -> None:
    administrator = people.holder(first_name="Julie", last_name="Martin")
    people.appoint(administrator, people.Administrator.Scope.REGION, region_code="76")
    assert application_for(administrator, applicant.application.pk) == applicant.application
    suspend(people.platform_operator(), administrator.application.pk, "Absence.")
    for act in (application_for, accept):
        with pytest.raises(ObjectDoesNotExist):
            act(administrator, applicant.application.pk)
