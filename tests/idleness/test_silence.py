"""Nobody comes any more: warned, warned again, suspended; whoever comes, or is known to be away, hears nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.enrolment.models import Application
from medimail.idleness import actions
from medimail.idleness.errors import NotSuspendedForSilence
from medimail.idleness.models import Presence
from medimail.mailboxes.models import Mailbox
from medimail.notifications.models import Letter
from medimail.servicedesk.actions import reactivate
from tests import people

pytestmark = pytest.mark.django_db
State = Application.State


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def silent(user: User, days: int) -> None:
    """As if the last sign-in were that long ago."""
    actions.be_seen(user)
    Presence.objects.filter(user=user).update(seen_on=days_ago(days))


def later(user: User, days: int) -> None:
    """That many days pass: what was announced comes nearer."""
    found = Presence.objects.get(user=user)
    assert found.suspends_on
    dates = {"seen_on": found.seen_on - timedelta(days=days), "suspends_on": found.suspends_on - timedelta(days=days)}
    Presence.objects.filter(user=user).update(**dates)


def letters(user: User) -> list[str]:
    return list(Letter.objects.filter(to=user.email, kind="idle").order_by("id").values_list("subject", flat=True))


def state(user: User) -> str:
    return Application.objects.get(user=user).state


def suspended(user: User) -> User:
    silent(user, 305)
    actions.watch()
    later(user, 45)
    actions.watch()
    later(user, 15)
    actions.watch()
    return user


def test_each_step_is_told_once_and_nothing_is_lost(holder: User) -> None:
    silent(holder, 304)
    actions.watch()
    assert letters(holder) == []
    silent(holder, 305)
    for _ in range(2):
        actions.watch()
    assert len(letters(holder)) == 1
    later(holder, 44)
    actions.watch()
    assert len(letters(holder)) == 1
    later(holder, 1)
    for _ in range(2):
        actions.watch()
    assert len(letters(holder)) == 2
    later(holder, 14)
    actions.watch()
    assert state(holder) == State.ACTIVE
    later(holder, 1)
    for _ in range(2):
        actions.watch()
    assert state(holder) == State.SUSPENDED
    assert len(letters(holder)) == 3
    assert Mailbox.objects.get(holder=holder).state == Mailbox.State.SUSPENDED


def test_a_worker_that_stood_still_shortens_no_delay(holder: User) -> None:
    silent(holder, 900)
    for _ in range(3):
        actions.watch()
    assert (len(letters(holder)), state(holder)) == (1, State.ACTIVE)
    later(holder, 400)
    for _ in range(3):
        actions.watch()
    assert (len(letters(holder)), state(holder)) == (2, State.ACTIVE)
    assert Presence.objects.get(user=holder).suspends_on == timezone.localdate() + timedelta(days=15)


def test_a_sign_in_begins_the_count_anew(holder: User) -> None:
    silent(holder, 360)
    actions.watch()
    people.signed_in(holder)
    found = Presence.objects.get(user=holder)
    assert (found.seen_on, found.stage, found.suspends_on) == (timezone.localdate(), "", None)
    actions.watch()
    assert len(letters(holder)) == 1


def test_who_came_by_card_counts_too_and_without_an_address_nobody_is_suspended(holder: User) -> None:
    User.objects.filter(pk=holder.pk).update(email="")
    silent(holder, 2000)
    actions.watch()
    assert Presence.objects.get(user=holder).stage == ""
    assert state(holder) == State.ACTIVE


def test_accounts_of_before_this_count_begin_today(holder: User) -> None:
    Presence.objects.filter(user=holder).delete()
    actions.watch()
    assert Presence.objects.get(user=holder).seen_on == timezone.localdate()


def test_whoever_is_away_is_left_in_peace_and_counted_from_the_return(holder: User, region_administrator: User) -> None:
    silent(holder, 320)
    actions.watch()
    actions.note_leave(holder, days_ago(300), days_ago(-30), by=region_administrator)
    assert Presence.objects.get(user=holder).stage == ""
    actions.watch()
    assert len(letters(holder)) == 1
    actions.note_leave(holder, days_ago(310), days_ago(304), by=holder)
    actions.watch()
    assert len(letters(holder)) == 1
    actions.note_leave(holder, days_ago(310), days_ago(305), by=holder)
    actions.watch()
    assert len(letters(holder)) == 2


def test_an_account_kept_open_hears_nothing_until_it_is_kept_no_more(holder: User, region_administrator: User) -> None:
    silent(holder, 400)
    actions.keep(holder, by=region_administrator)
    actions.watch()
    assert letters(holder) == []
    actions.stop_keeping(holder, by=region_administrator)
    actions.watch()
    assert letters(holder) == []
    assert Presence.objects.get(user=holder).seen_on == timezone.localdate()


def test_nobody_is_suspended_where_the_house_says_so(holder: User, settings: Settings) -> None:
    settings.IDLE_SUSPEND_DAYS = 0
    silent(holder, 4000)
    actions.watch()
    assert letters(holder) == []


def test_the_suspended_person_asks_once_and_comes_back(holder: User, region_administrator: User) -> None:
    suspended(holder)
    actions.be_seen(holder)
    assert Presence.objects.get(user=holder).stage == Presence.Stage.SUSPENDED
    assert actions.ask_back(holder)
    assert not actions.ask_back(holder)
    reactivate(region_administrator, holder.application.pk)
    with pytest.raises(NotSuspendedForSilence):
        actions.ask_back(holder)
    actions.watch()
    found = Presence.objects.get(user=holder)
    assert (found.stage, found.asked_at, found.seen_on) == ("", None, timezone.localdate())
    assert len(letters(holder)) == 3
