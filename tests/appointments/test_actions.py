"""Booking, moving, cancelling, reminding, forgetting: what changes, who is told, and what cannot happen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from medimail.accounts.models import User
from medimail.appointments.access import appointment_of, token_of
from medimail.appointments.actions import book, call_off, cancel, close, move
from medimail.appointments.errors import SlotTaken, TooLate, TooMany
from medimail.appointments.models import Appointment
from medimail.appointments.queries import booked_within
from medimail.appointments.tasks import forget_visitors, remind_all
from medimail.audit.models import Trace
from medimail.notifications.models import Letter
from tests.appointments.agents import agent, free_times, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def julie(db: None) -> User:
    return agent()


@pytest.fixture
def booked(julie: User) -> Appointment:
    return book(wish(free_times()[0]))


def kinds(to: str) -> list[str]:
    return list(Letter.objects.filter(to=to).order_by("id").values_list("kind", flat=True))


def begin(appointment: Appointment) -> None:
    """An hour ago."""
    start = timezone.now() - timedelta(hours=1)
    Appointment.objects.filter(pk=appointment.pk).update(starts_at=start, ends_at=start + timedelta(minutes=30))


def test_booking_tells_both_with_a_calendar_file(julie: User, booked: Appointment) -> None:
    assert booked.agent == julie
    letters = [Letter.objects.get(to=to) for to in (booked.email, julie.email)]
    assert [letter.kind for letter in letters] == ["appointment_booked", "appointment_agent"]
    for letter in letters:
        assert f"UID:{booked.uid}@" in letter.calendar.replace("\r\n ", "")
        assert booked.words not in letter.text + letter.html + letter.calendar
    assert token_of(booked) in letters[0].text
    assert token_of(booked) not in letters[1].text + letters[1].calendar
    assert Trace.objects.get(subject=f"appointments.appointment:{booked.pk}").action == "appointment.booked"


def test_the_same_form_twice_makes_one_appointment(julie: User) -> None:
    agent()
    same = wish(free_times()[0])
    assert book(same) == book(same)
    assert Appointment.objects.count() == 1
    assert kinds(same.email) == ["appointment_booked"]


def test_a_time_that_is_taken_or_was_never_offered(booked: Appointment) -> None:
    offered = free_times()[0]
    for start in (booked.starts_at, offered + timedelta(minutes=7), timezone.now() - timedelta(days=7)):
        with pytest.raises(SlotTaken):
            book(wish(start))
    with pytest.raises(SlotTaken):
        book(wish(offered, region_code="53"))
    assert book(wish(offered)).starts_at == offered


def test_the_table_itself_refuses_two_at_the_same_time(booked: Appointment) -> None:
    booked.pk, booked.uid, booked.form = None, uuid4(), uuid4()  # type: ignore[assignment]
    booked.starts_at += timedelta(minutes=29)
    booked.ends_at += timedelta(minutes=29)
    with pytest.raises(IntegrityError, match="one_appointment_at_a_time"):
        booked.save()


def test_an_address_holds_two_coming_appointments(julie: User) -> None:
    start = free_times()
    first, second = (book(wish(start[number], email="a@exemple.test")) for number in (0, 1))
    with pytest.raises(TooMany):
        book(wish(start[2], email="a@exemple.test"))
    cancel(token_of(first))
    begin(second)
    for number in (2, 3):
        book(wish(start[number], email="a@exemple.test"))


def test_moving_frees_the_old_time_and_keeps_the_event(julie: User, booked: Appointment) -> None:
    old, new = booked.starts_at, free_times()[0]
    moved = move(token_of(booked), new)
    assert (moved.pk, moved.uid, moved.starts_at, moved.sequence) == (booked.pk, booked.uid, new, 1)
    assert old in free_times()
    assert new not in free_times()
    assert kinds(booked.email) == ["appointment_booked", "appointment_moved"]
    assert "SEQUENCE:1" in Letter.objects.filter(to=booked.email).latest("id").calendar
    assert Letter.objects.filter(to=julie.email).latest("id").subject.startswith("Rendez-vous déplacé")
    assert move(token_of(booked), new).sequence == 1


def test_moving_to_a_taken_time_changes_nothing(booked: Appointment) -> None:
    other = book(wish(free_times()[0]))
    with pytest.raises(SlotTaken):
        move(token_of(booked), other.starts_at)
    booked.refresh_from_db()
    assert (booked.starts_at < other.starts_at, booked.sequence) == (True, 0)


def test_moving_to_a_colleague_tells_all_three(julie: User, booked: Appointment) -> None:
    busy, yann = book(wish(free_times()[0])), agent()
    moved = move(token_of(booked), busy.starts_at)
    assert moved.agent == yann
    subjects = [Letter.objects.filter(to=who.email).latest("id").subject for who in (julie, yann)]
    assert [subject.partition(" dans")[0] for subject in subjects] == ["Rendez-vous annulé", "Nouveau rendez-vous"]
    assert "METHOD:CANCEL" in Letter.objects.filter(to=julie.email).latest("id").calendar
    booked.refresh_from_db()
    assert (booked.state, booked.sequence) == ("booked", 1)


def test_the_visitor_cancels_once(julie: User, booked: Appointment) -> None:
    for _ in range(2):
        assert cancel(token_of(booked)).state == "cancelled"
    assert booked.starts_at in free_times()
    assert kinds(booked.email) == ["appointment_booked", "appointment_cancelled"]
    assert kinds(julie.email) == ["appointment_agent"] * 2
    with pytest.raises(TooLate):
        move(token_of(booked), free_times()[0])


def test_the_agent_cancels_with_a_word(julie: User, booked: Appointment) -> None:
    call_off(julie, booked.pk, "Je suis en formation.")
    letter = Letter.objects.filter(to=booked.email).latest("id")
    assert "Je suis en formation." in letter.text
    assert "STATUS:CANCELLED" in letter.calendar
    assert kinds(julie.email) == ["appointment_agent"]
    with pytest.raises(TooLate):
        call_off(julie, booked.pk, "Encore.")


def test_a_colleague_who_cancels_tells_the_agent(julie: User, booked: Appointment) -> None:
    call_off(agent(), booked.pk, "Julie est absente.")
    assert kinds(julie.email) == ["appointment_agent"] * 2


def test_what_has_begun_cannot_change(julie: User, booked: Appointment) -> None:
    begin(booked)
    token, later = token_of(booked), free_times()[0]
    for late in (lambda: move(token, later), lambda: cancel(token), lambda: call_off(julie, booked.pk, "Non.")):
        with pytest.raises(TooLate):
            late()


def test_closing_days_counts_what_stays_booked(julie: User, booked: Appointment) -> None:
    day = booked.starts_at.astimezone(booked.place.zone).date()
    assert booked_within(close(julie, day, day, "")) == 1
    assert booked_within(close(julie, day + timedelta(days=1), day + timedelta(days=2), "")) == 0


def test_a_reminder_the_day_before_leaves_once(booked: Appointment) -> None:
    remind_all(0)
    assert kinds(booked.email) == ["appointment_booked"]
    start = timezone.now() + timedelta(hours=23)
    Appointment.objects.filter(pk=booked.pk).update(starts_at=start, ends_at=start + timedelta(minutes=30))
    for _ in range(2):
        remind_all(0)
    assert kinds(booked.email) == ["appointment_booked", "appointment_reminder"]


def test_no_reminder_for_what_was_just_booked_cancelled_or_past(julie: User) -> None:
    near = [time for day in openings_today() for time in day]
    soon = book(wish(near[0])) if near else None
    gone, past = book(wish(free_times()[0])), book(wish(free_times()[1]))
    cancel(token_of(gone))
    begin(past)
    remind_all(0)
    assert not Letter.objects.filter(kind="appointment_reminder").exists()
    assert soon is None or soon.reminded_at


def openings_today() -> list[list[object]]:
    from medimail.appointments.queries import openings

    limit = timezone.now() + timedelta(hours=24)
    return [[time for time in day.times if time < limit] for day in openings("76")]


def test_old_appointments_forget_their_visitor(booked: Appointment) -> None:
    token = token_of(booked)
    forget_visitors(0)
    assert appointment_of(token).name
    start = timezone.now() - timedelta(days=366)
    Appointment.objects.filter(pk=booked.pk).update(starts_at=start, ends_at=start + timedelta(minutes=30))
    for _ in range(2):
        forget_visitors(0)
    booked.refresh_from_db()
    assert (booked.name, booked.email, booked.phone, booked.words) == ("", "", "", "")
    assert booked.erased_at
    with pytest.raises(Appointment.DoesNotExist):
        appointment_of(token)
    assert Trace.objects.filter(action="appointment.erased").count() == 1


@pytest.mark.parametrize("wrong", ["", "x", "0" * 32, f"{'0' * 32}:abc"])
def test_a_link_we_did_not_write_opens_nothing(booked: Appointment, wrong: str) -> None:
    with pytest.raises(Appointment.DoesNotExist):
        appointment_of(wrong)
    other = token_of(Appointment(uid=uuid4()))
    with pytest.raises(Appointment.DoesNotExist):
        appointment_of(booked.uid.hex + other[32:])
    assert appointment_of(token_of(booked)) == booked
