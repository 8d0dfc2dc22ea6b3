"""At each message, once an hour, never, and not during quiet hours."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.lib.quiet_hours import Quiet
from medimail.lib.region_calendar import place
from medimail.mail import digest
from medimail.notifications.actions import choose_alerts, tell_later
from medimail.notifications.models import Alert, Letter
from medimail.notifications.queries import to_be_told_at

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 21, 5, tzinfo=place("76").zone)
NIGHT = Quiet(time(20), time(7, 30))


@pytest.mark.parametrize(
    ("pace", "quiet", "told"),
    [
        ("each", Quiet(), NOW),
        ("hourly", Quiet(), NOW.replace(hour=22, minute=0)),
        ("none", Quiet(), None),
        ("each", NIGHT, NOW.replace(day=24, hour=7, minute=30)),
        ("hourly", NIGHT, NOW.replace(day=24, hour=7, minute=30)),
        ("none", NIGHT, None),
    ],
)
def test_when_a_person_is_told(holder: User, pace: str, quiet: Quiet, told: datetime | None) -> None:
    address = holder.mailboxes.get().address
    assert to_be_told_at(holder, address, NOW) == NOW
    choose_alerts(holder, address, pace, quiet)
    assert to_be_told_at(holder, address, NOW) == told


@pytest.fixture
def due(holder: User, settings: Settings) -> str:
    """News of an hour ago, in a store that does not answer now: whether it was read nobody knows."""
    settings.IMAP_PORT = 9
    address = holder.mailboxes.get().address
    tell_later(holder, address, timezone.now() - timedelta(hours=1))
    Letter.objects.all().delete()
    return address


def letters() -> list[str]:
    return list(Letter.objects.filter(kind="digest").values_list("text", flat=True))


def test_news_that_waited_are_told_once(due: str) -> None:
    digest.tell_due()
    digest.tell_due()
    [text] = letters()
    assert due in text


def test_news_wait_for_their_hour(due: str) -> None:
    Alert.objects.update(due_at=timezone.now() + timedelta(minutes=1))
    digest.tell_due()
    assert letters() == []


def test_the_first_news_sets_the_hour(holder: User, due: str) -> None:
    before = Alert.objects.get().due_at
    tell_later(holder, due, timezone.now() + timedelta(hours=9))
    assert Alert.objects.get().due_at == before


def test_who_chooses_never_is_not_told_of_what_waited(holder: User, due: str) -> None:
    choose_alerts(holder, due, "none", Quiet())
    digest.tell_due()
    assert letters() == []


def test_a_suspended_box_has_no_news(holder: User, due: str) -> None:
    holder.mailboxes.update(state="suspended")
    digest.tell_due()
    assert letters() == []


def test_the_switch_of_the_profile_stands_above_all(holder: User, due: str) -> None:
    holder.profile.notify = False
    holder.profile.save()
    digest.tell_due()
    assert letters() == []
