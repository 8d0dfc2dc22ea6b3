"""The figures above the queue, counted by hand here and by PostgreSQL there."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from medimail.accounts.models import User
from medimail.enrolment.models import Application
from medimail.servicedesk.actions import accept, refuse
from medimail.servicedesk.queries import counters, tempo_around
from medimail.web.moments import lasting, promised
from tests import people

pytestmark = pytest.mark.django_db


def _waited(user: User, hours: float, until: datetime | None = None) -> None:
    end = until or timezone.now()
    Application.objects.filter(user=user).update(waiting_since=end - timedelta(hours=hours), decided_at=until)


def test_median_and_ninth_decile_of_this_month(region_administrator: User) -> None:
    now = timezone.now()
    for number, hours in enumerate([1, 2, 3, 4, 5, 6, 7, 8, 9, 20]):
        user = people.applicant()
        if number % 2:
            accept(region_administrator, user.application.pk)
        else:
            refuse(region_administrator, user.application.pk, "Non.")
        _waited(user, hours, until=now)
    found = counters(region_administrator)
    # Ten values: the median lies between the 5th and the 6th, the ninth decile a tenth of the way from the 9th on.
    assert found.decided == 10
    assert found.median == timedelta(hours=5.5)
    assert found.ninth_decile == timedelta(hours=10.1)


def test_last_month_and_other_regions_do_not_count(region_administrator: User, other_administrator: User) -> None:
    recent, old, elsewhere = people.holder(), people.holder(), people.holder(region_code="53")
    for user in (recent, elsewhere):
        _waited(user, 2, until=timezone.now())
    _waited(old, 90, until=timezone.now() - timedelta(days=40))
    assert counters(region_administrator).median == timedelta(hours=2)
    assert counters(other_administrator).decided == 1
    assert counters(people.platform_operator()).decided == 2


def test_without_decisions_there_is_no_delay(region_administrator: User) -> None:
    found = counters(region_administrator)
    assert (found.waiting, found.decided, found.median, found.ninth_decile) == (0, 0, None, None)


def test_a_request_sent_again_after_a_refusal_counts_once_it_is_decided_again(region_administrator: User) -> None:
    user = people.applicant()
    refuse(region_administrator, user.application.pk, "Non.")
    Application.objects.filter(user=user).update(decided_at=timezone.now() - timedelta(minutes=5))
    people.enrolment.correct(user)
    people.enrolment.answer_identifier(user, has_identifier=True)
    people.enrolment.submit_profile(user, people.profile())
    assert counters(region_administrator).decided == 0
    accept(region_administrator, user.application.pk)
    assert counters(region_administrator).decided == 1


def test_late_and_overdue_are_counted_from_the_first_sending(region_administrator: User) -> None:
    for hours in (1, 23.9, 24.1, 47.9, 48.1):
        _waited(people.applicant(), hours)
    found = counters(region_administrator)
    assert (found.waiting, found.late, found.overdue) == (5, 3, 1)


def test_few_decisions_promise_nothing(region_administrator: User) -> None:
    for _ in range(4):
        done = people.holder()
    assert tempo_around(done.profile) is None
    people.holder()
    assert tempo_around(done.profile) is not None


@pytest.mark.parametrize(
    ("delay", "said"),
    [
        (timedelta(0), "1 min"),
        (timedelta(minutes=45), "45 min"),
        (timedelta(minutes=59, seconds=40), "1 h"),
        (timedelta(hours=3, minutes=10), "3 h 10"),
        (timedelta(hours=3, minutes=5), "3 h 05"),
        (timedelta(hours=50), "50 h"),
        (timedelta(days=4, hours=3), "4 jours"),
        (None, ""),
    ],
)
def test_delays_in_words(delay: timedelta | None, said: str) -> None:
    assert lasting(delay).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-22T09:00:00+01:00", "dimanche 22 novembre à 9 h"),
        ("2026-11-24T09:00:01+01:00", "mardi 24 novembre à 10 h"),
        ("2026-11-30T23:30:00+01:00", "mardi 1er décembre à 0 h"),
    ],
)
def test_a_promise_in_words(moment: str, said: str) -> None:
    assert promised(datetime.fromisoformat(moment)).replace("\N{NO-BREAK SPACE}", " ") == said
