"""E7: administrators hear of new requests by one letter, however many came."""

from datetime import timedelta

import pytest
from django.utils import timezone

from medimail.accounts.actions import shut
from medimail.accounts.models import User
from medimail.enrolment.models import Application
from medimail.notifications.models import Letter
from medimail.servicedesk.models import Administrator
from medimail.servicedesk.tasks import announce
from tests import people

pytestmark = pytest.mark.django_db


def _letters(to: User) -> list[Letter]:
    return list(Letter.objects.filter(to=to.email, kind="queue").order_by("id"))


def _an_hour_passes() -> None:
    past = timezone.now() - timedelta(hours=1, seconds=1)
    Administrator.objects.filter(announced_at__isnull=False).update(announced_at=past)


def test_thirty_requests_are_one_letter_to_each_administrator(
    region_administrator: User, other_administrator: User
) -> None:
    colleague = people.region_administrator("76")
    for _ in range(30):
        people.applicant()
    for _ in range(3):
        announce(0)
    for told in (region_administrator, colleague):
        [letter] = _letters(told)
        assert letter.subject.startswith("30 nouvelles demandes")
        assert "compte 30" in letter.text
    assert _letters(other_administrator) == []


def test_what_comes_within_the_hour_is_told_together_after_it(region_administrator: User) -> None:
    people.applicant()
    announce(0)
    Application.objects.update(submitted_at=timezone.now() - timedelta(hours=2))
    people.applicant()
    people.applicant()
    announce(0)
    assert len(_letters(region_administrator)) == 1
    _an_hour_passes()
    announce(0)
    assert [letter.subject.split()[0] for letter in _letters(region_administrator)] == ["Une", "2"]
    _an_hour_passes()
    Application.objects.update(submitted_at=timezone.now() - timedelta(hours=2))
    announce(0)
    assert len(_letters(region_administrator)) == 2


def test_nobody_is_told_of_what_they_cannot_decide(region_administrator: User) -> None:
    structure = people.structure_administrator("310000013")
    people.applicant()
    announce(0)
    assert _letters(structure) == []
    people.applicant(finess="310000013")
    announce(0)
    assert len(_letters(structure)) == 1


def test_a_region_without_administrators_is_told_to_the_operator(region_administrator: User) -> None:
    operator = people.platform_operator()
    people.applicant()
    announce(0)
    assert _letters(operator) == []
    people.applicant(region_code="53", department_code="35", postcode="35000", town="Rennes")
    announce(0)
    assert len(_letters(operator)) == 1


def test_an_administrator_whose_account_is_closed_does_not_hold_a_region(region_administrator: User) -> None:
    operator = people.platform_operator()
    shut(region_administrator)
    people.applicant()
    announce(0)
    assert (len(_letters(operator)), _letters(region_administrator)) == (1, [])


def test_the_letter_names_nobody(region_administrator: User) -> None:
    people.applicant(last_name="Vasseur")
    announce(0)
    [letter] = _letters(region_administrator)
    assert "Vasseur" not in letter.subject + letter.text + letter.html
