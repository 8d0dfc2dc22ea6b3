"""Letters to ordinary addresses: sent once, never lost, and silent about mail."""

import email
import email.policy
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.notifications.actions import notify, notify_arrival
from medimail.notifications.models import Letter
from medimail.notifications.tasks import send_letter, send_waiting
from tests.notifications.relay import relay

pytestmark = pytest.mark.django_db
TO = "pierre@exemple.test"


@pytest.fixture
def letter(settings: Settings) -> Letter:
    settings.DEMO = False
    notify_arrival(TO, "Pierre", "pierre.dupont@pharmacien.oc.mssante.fr")
    return Letter.objects.get()


def test_a_letter_is_sent_once_and_its_text_forgotten(letter: Letter, settings: Settings) -> None:
    with relay() as server:
        settings.RELAY = server.address
        for _ in range(2):
            send_letter(letter.pk)
        send_waiting(0)
        [taken] = server.taken
    message = email.message_from_string(taken, policy=email.policy.default)
    assert message["To"] == TO
    assert message["Auto-Submitted"] == "auto-generated"
    assert {part.get_content_type() for part in message.walk()} >= {"text/plain", "text/html"}
    letter.refresh_from_db()
    assert (letter.state, letter.text, letter.html) == ("sent", "", "")


def test_a_calendar_file_goes_along_and_is_forgotten(settings: Settings) -> None:
    settings.DEMO = False
    event = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Création d’une BAL\r\nEND:VCALENDAR\r\n"
    letter = notify(TO, "arrival", {"address": "pierre.dupont@pharmacien.oc.mssante.fr"}, calendar=event)
    with relay() as server:
        settings.RELAY = server.address
        send_letter(letter.pk)
        [taken] = server.taken
    message = email.message_from_string(taken, policy=email.policy.default)
    [attached] = message.iter_attachments()
    assert (attached.get_content_type(), attached.get_param("method")) == ("text/calendar", "CANCEL")
    assert attached.get_filename() == "rendez-vous-medimail.ics"
    assert attached.get_content().splitlines() == event.splitlines()
    letter.refresh_from_db()
    assert letter.calendar == ""


@pytest.mark.parametrize("answer", ["451 4.3.0 later", "421 4.3.2 closing"])
def test_a_relay_that_says_later_is_asked_again(letter: Letter, settings: Settings, answer: str) -> None:
    with relay(answer) as refusing:
        settings.RELAY = refusing.address
        send_letter(letter.pk)
        send_waiting(0)
    letter.refresh_from_db()
    assert (letter.state, bool(letter.text)) == ("queued", True)
    with relay() as server:
        settings.RELAY = server.address
        send_waiting(0)
        assert len(server.taken) == 1


@pytest.mark.parametrize("down", ["", "127.0.0.1:1"])
def test_without_a_relay_letters_wait(letter: Letter, settings: Settings, down: str) -> None:
    settings.RELAY = down
    send_letter(letter.pk)
    send_waiting(0)
    letter.refresh_from_db()
    assert (letter.state, bool(letter.text)) == ("queued", True)


@pytest.mark.parametrize("more", [0, 5])
def test_an_address_that_must_wait_holds_back_no_other(letter: Letter, settings: Settings, more: int) -> None:
    for _ in range(more):
        notify_arrival(TO, "Pierre", "pierre.dupont@pharmacien.oc.mssante.fr")
    notify_arrival("claire@exemple.test", "Claire", "claire.dupont@pharmacien.oc.mssante.fr")
    with relay(wait_for=TO) as server:
        settings.RELAY = server.address
        send_waiting(0)
        assert len(server.taken) == 1
    assert list(Letter.objects.filter(state="queued").values_list("to", flat=True)) == [TO] * (1 + more)


@pytest.mark.parametrize("odd", ['"\x0b"@exemple.test', "a@ex\xe4mple.test", '"a b"@exemple.test'])
def test_addresses_that_cannot_be_written_to_hold_back_no_letter(settings: Settings, odd: str) -> None:
    settings.DEMO = False
    for to in (odd, odd, odd, TO):
        notify_arrival(to, "Pierre", "pierre.dupont@pharmacien.oc.mssante.fr")
    with relay(wait_for="a b") as server:
        settings.RELAY = server.address
        send_waiting(0)
    assert Letter.objects.get(to=TO).state == "sent"


def test_an_address_refused_for_good_is_not_tried_again(letter: Letter, settings: Settings) -> None:
    with relay("550 5.1.1 no such user") as server:
        settings.RELAY = server.address
        send_letter(letter.pk)
        send_waiting(0)
        assert server.taken == []
    letter.refresh_from_db()
    assert (letter.state, letter.failure) == ("failed", "550")


def test_a_letter_too_old_is_given_up(letter: Letter, settings: Settings) -> None:
    Letter.objects.update(created_at=timezone.now() - timedelta(days=4))
    with relay() as server:
        settings.RELAY = server.address
        send_waiting(0)
        assert server.taken == []
    letter.refresh_from_db()
    assert letter.state == "failed"
