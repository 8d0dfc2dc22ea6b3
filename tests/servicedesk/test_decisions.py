import pytest

from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.enrolment import actions as enrolment
from medimail.enrolment.errors import WrongState
from medimail.mailboxes.access import mailboxes_of
from medimail.notifications.models import Letter
from medimail.servicedesk.actions import accept, refuse
from medimail.servicedesk.errors import AlreadyDecided
from tests import people

pytestmark = pytest.mark.django_db


def test_accepting_opens_the_box_and_tells_the_person(applicant: User, region_administrator: User) -> None:
    box = accept(region_administrator, applicant.application.pk)
    assert box.address == "pierre.dupont@pharmacien.oc.mssante.fr"
    assert mailboxes_of(applicant) == [box]
    letter = Letter.objects.get(to=applicant.email, kind="account_open")
    assert box.address in letter.text


def test_accepting_leaves_a_trace_with_the_administrators_name(applicant: User, region_administrator: User) -> None:
    accept(region_administrator, applicant.application.pk)
    latest = Trace.objects.filter(subject=f"enrolment.application:{applicant.application.pk}").latest("id")
    assert (latest.action, latest.actor) == ("application.active", region_administrator)


def test_a_second_decision_is_told_who_was_first(applicant: User, region_administrator: User) -> None:
    accept(region_administrator, applicant.application.pk)
    for again in (accept, lambda user, pk: refuse(user, pk, "non")):
        with pytest.raises(AlreadyDecided) as told:
            again(people.region_administrator("76"), applicant.application.pk)
        assert (told.value.by, told.value.state) == ("Julie Martin", "active")
    assert len(mailboxes_of(applicant)) == 1
    assert Letter.objects.filter(to=applicant.email, kind="account_open").count() == 1


def test_refusing_gives_the_reason_and_a_way_back(applicant: User, region_administrator: User) -> None:
    refuse(region_administrator, applicant.application.pk, "Le nom ne correspond pas au numéro RPPS.")
    assert mailboxes_of(applicant) == []
    assert "ne correspond pas" in Letter.objects.get(to=applicant.email, kind="refused").text
    enrolment.correct(applicant)
    applicant.application.refresh_from_db()
    assert applicant.application.state == "identification_pending"


def test_a_decided_application_cannot_be_sent_again(applicant: User, region_administrator: User) -> None:
    accept(region_administrator, applicant.application.pk)
    with pytest.raises(WrongState):
        enrolment.submit_profile(applicant, people.profile())
