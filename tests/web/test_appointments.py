"""Screen S9 as a visitor lives it: region, day, time, who comes; then the link of the letter."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from medimail.accounts.models import User
from medimail.appointments.access import token_of
from medimail.appointments.actions import book, cancel
from medimail.appointments.models import Appointment
from medimail.notifications.models import Letter
from tests.appointments.agents import agent, free_times, wish
from tests.people import BrowserOf
from tests.web.pages import Page, error_of, link_in_last_letter, words

pytestmark = pytest.mark.django_db
EMAIL = "zoe@exemple.test"
TAKEN = "Ce créneau vient d’être pris. Choisissez-en un autre."


@pytest.fixture
def julie(db: None) -> User:
    return agent()


@pytest.fixture
def booked(julie: User) -> Appointment:
    return book(wish(free_times()[0], email=EMAIL))


def page_for(start: datetime, region: str = "76") -> str:
    return f"/rendez-vous/?{urlencode({'region': region, 'heure': start.isoformat()})}"


def visitor(**changes: str) -> dict[str, str]:
    typed = {"form": str(uuid4()), "name": "Zoé D’Étigny", "email": EMAIL, "phone": "", "subject": "personal"}
    return {**typed, "words": "", **changes}


def slots(page: Page) -> list[str]:
    found = re.findall(r'class="slot[^"]*" href="([^"]+)"', page.content.decode())
    return [f"/rendez-vous/{href.replace('&amp;', '&')}" for href in found]


def test_the_labels_of_the_screen(client: Client, julie: User) -> None:
    text = words(client.get("/rendez-vous/"))
    for label in (
        "Prenez RDV en ligne !",
        "Service d’accompagnement à la création d’une BAL individuelle et organisationnelle",
        "Réservation assistance Medimail",
        "Vous pouvez réserver en ligne.",
    ):
        assert label in text


def test_a_visitor_without_account_books_by_links_alone(client: Client, julie: User) -> None:
    days = client.get("/rendez-vous/?region=76")
    times = client.get(slots(days)[3])
    form_page = slots(times)[0]
    assert "Qui vient ?" in words(client.get(form_page))
    done = client.post(form_page, visitor(), follow=True)
    assert "C’est réservé." in words(done)
    assert "Julie Martin" in words(done)
    assert Appointment.objects.get().email == EMAIL
    assert link_in_last_letter(EMAIL) == done.redirect_chain[-1][0]


def test_the_region_is_remembered_and_can_be_changed(client: Client, julie: User) -> None:
    assert client.get("/rendez-vous/?region=76").cookies["region"]["samesite"] == "Lax"
    assert "Choisissez un jour" in words(client.get("/rendez-vous/"))
    assert "Votre région" in words(client.get("/rendez-vous/?region="))
    assert "Votre région" in words(client.get("/rendez-vous/?region=xx"))


@pytest.mark.parametrize(
    ("screen", "subject"),
    [("identification", "identifier"), ("account_email_verification_sent", "confirmation"), ("waiting", "waiting")],
)
def test_the_screen_one_comes_from_chooses_the_subject(client: Client, julie: User, screen: str, subject: str) -> None:
    page = client.get(f"/rendez-vous/?region=76&depuis={screen}")
    form = client.get(slots(client.get(slots(page)[2]))[0])
    assert f'<option value="{subject}" selected>' in form.content.decode()


def test_a_signed_in_person_types_nothing_twice(browser_of: BrowserOf, applicant: User, julie: User) -> None:
    browser, start = browser_of(applicant), free_times()[0]
    page = browser.get(page_for(start)).content.decode()
    assert 'value="Pierre Dupont"' in page
    assert f'value="{applicant.email}"' in page
    browser.post(page_for(start), visitor(email=applicant.email))
    assert Appointment.objects.get().visitor == applicant
    assert "Vous avez déjà un rendez-vous" in words(browser.get("/rendez-vous/"))
    assert "Vous avez déjà" not in words(Client().get("/rendez-vous/"))


def test_who_comes_second_is_told_and_keeps_what_was_typed(client: Client, julie: User) -> None:
    start = free_times()[0]
    book(wish(start))
    late = client.post(page_for(start), visitor(name="Zoé Étigny", words="Un détail."))
    assert late.status_code == 409
    assert TAKEN in words(late)
    again = client.get(slots(late)[0]).content.decode()
    assert 'value="Zoé Étigny"' in again
    assert "Un détail." in again
    client.post(slots(late)[0], visitor())
    assert "Un détail." not in client.get(page_for(free_times()[0])).content.decode()


def test_an_old_address_of_a_taken_time_shows_what_is_left(client: Client, julie: User) -> None:
    start = free_times()[0]
    book(wish(start))
    page = client.get(page_for(start))
    assert TAKEN in words(page)
    assert "Choisissez une heure" in words(page)


@pytest.mark.parametrize(
    "hour",
    ["demain", "2026-12-01T09:00", "9999-12-31T23:59:59+00:00", "2500-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00"],
)
def test_a_time_that_is_none_shows_the_days(client: Client, julie: User, hour: str) -> None:
    address = f"/rendez-vous/?{urlencode({'region': '76', 'heure': hour})}"
    assert "Choisissez un jour" in words(client.get(address))
    assert "Choisissez un jour" in words(client.post(address, visitor()))
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Indiquez votre nom."),
        ("name", "http://gain.example", "Tapez seulement des lettres"),
        ("email", "zoe@", "incomplète ou mal tapée"),
        ("phone", "cinq", "incomplet ou mal tapé"),
        ("subject", "", "Choisissez dans la liste"),
        ("words", "m" * 501, "accepte 500 caractères"),
        ("words", "a\0b", "caractère invisible"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client: Client, julie: User, field: str, typed: str, sentence: str
) -> None:
    start = free_times()[0]
    page = client.post(page_for(start), visitor(**{field: typed}))
    assert page.status_code == 422
    assert sentence in error_of(page, field)
    assert client.post(page_for(start), visitor()).status_code == 302


def test_a_second_click_leads_to_the_same_appointment(client: Client, julie: User) -> None:
    start, typed = free_times()[0], visitor()
    assert client.post(page_for(start), typed)["Location"] == client.post(page_for(start), typed)["Location"]
    assert Letter.objects.filter(to=EMAIL).count() == 1


def test_a_third_appointment_waits(client: Client, julie: User) -> None:
    for _ in range(2):
        client.post(page_for(free_times()[0]), visitor())
    page = client.post(page_for(free_times()[0]), visitor())
    assert "a déjà 2 rendez-vous à venir" in error_of(page, "email")


def test_a_network_that_books_without_end_is_slowed(client: Client, julie: User, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"appointment": "2/m/ip"}
    times = free_times()
    answers = [client.post(page_for(times[n]), visitor(email=f"v{n}@exemple.test")).status_code for n in range(3)]
    assert answers == [302, 302, 429]


def test_a_region_without_agent_says_whom_to_call(client: Client) -> None:
    text = words(client.get("/rendez-vous/?region=53"))
    assert "Aucun créneau en ligne pour cette région" in text
    assert "Voir les contacts" in text


def test_overseas_the_hour_is_that_of_the_region(client: Client) -> None:
    agent("04")
    start = free_times("04")[0]
    page = client.get(page_for(start, "04"))
    assert "8 h (heure de La Réunion)" in words(page)
    done = client.post(page_for(start, "04"), visitor(), follow=True)
    assert "jusqu’à 8 h 30 (heure de La Réunion)" in words(done)
    letter = Letter.objects.get(to=EMAIL)
    assert "heure de La Réunion" in letter.text
    assert "à 8\u00a0h</strong> (heure de La Réunion)" in letter.html


def test_the_calendar_file_is_downloaded(client: Client, booked: Appointment) -> None:
    page = client.get(f"/rendez-vous/{token_of(booked)}/rendez-vous-medimail.ics")
    assert page["Content-Type"].startswith("text/calendar")
    assert "attachment" in page["Content-Disposition"]
    [event] = Calendar.from_ical(page.content).walk("VEVENT")
    assert event["dtstart"].dt == booked.starts_at


def test_moving_by_the_link(client: Client, booked: Appointment) -> None:
    address, new = f"/rendez-vous/{token_of(booked)}/", free_times()[1]
    page = client.get(f"{address}deplacer/")
    assert "Elle reste à vous" in words(page)
    moving = f"{address}deplacer/?{urlencode({'heure': new.isoformat()})}"
    assert "Déplacer à cette heure" in words(client.get(moving))
    assert "Le rendez-vous est déplacé." in words(client.post(moving, follow=True))
    booked.refresh_from_db()
    assert booked.starts_at == new


def test_moving_to_a_time_just_taken(client: Client, booked: Appointment) -> None:
    new = free_times()[1]
    book(wish(new))
    page = client.post(f"/rendez-vous/{token_of(booked)}/deplacer/?{urlencode({'heure': new.isoformat()})}")
    assert page.status_code == 409
    assert TAKEN in words(page)
    booked.refresh_from_db()
    assert booked.starts_at != new


def test_cancelling_by_the_link_asks_first(client: Client, booked: Appointment) -> None:
    address = f"/rendez-vous/{token_of(booked)}/"
    assert client.get(f"{address}annuler/").status_code == 405
    for _ in range(2):
        assert "Le rendez-vous est annulé." in words(client.post(f"{address}annuler/", follow=True))
    page = words(client.get(address))
    assert "Ce rendez-vous est annulé" in page
    assert "Prendre un autre rendez-vous" in page


def test_what_is_past_or_cancelled_cannot_move(client: Client, booked: Appointment) -> None:
    other = book(wish(free_times()[0]))
    cancel(token_of(other))
    start = timezone.now() - timedelta(minutes=10)
    Appointment.objects.filter(pk=booked.pk).update(starts_at=start, ends_at=start + timedelta(minutes=30))
    for one in (booked, other):
        address = f"/rendez-vous/{token_of(one)}/"
        for page in (client.get(f"{address}deplacer/", follow=True), client.post(f"{address}deplacer/", follow=True)):
            assert "il ne peut plus changer" in words(page)
    assert "ne peut plus changer" in words(client.post(f"/rendez-vous/{token_of(booked)}/annuler/", follow=True))
    assert "Ce rendez-vous est passé" in words(client.get(f"/rendez-vous/{token_of(booked)}/"))


@pytest.mark.parametrize("act", ["", "deplacer/", "annuler/", "rendez-vous-medimail.ics"])
def test_a_wrong_link_is_no_page(client: Client, booked: Appointment, act: str) -> None:
    token = token_of(booked)
    wrong = f"{'0' if token[0] != '0' else '1'}{token[1:]}"
    ask = client.post if act == "annuler/" else client.get
    assert ask(f"/rendez-vous/{token}/{act}").status_code in {200, 302}
    assert ask(f"/rendez-vous/{wrong}/{act}").status_code == 404
    assert client.get(f"/rendez-vous/{booked.pk}/{act}").status_code == 404


def test_letters_read_well_in_both_forms(client: Client, julie: User) -> None:
    client.post(page_for(free_times()[0]), visitor(name="Zoé D'Étigny"))
    client.post(f"{link_in_last_letter(EMAIL)}annuler/")
    letters = Letter.objects.filter(to__in=[EMAIL, julie.email])
    assert letters.count() == 4
    for letter in letters:
        assert "Zoé D'Étigny" in letter.text
        assert "Zoé D&#x27;Étigny" in letter.html
        assert "\n\n\n" not in letter.text
        assert "Par téléphone." not in letter.text or letter.kind == "appointment_booked"


def test_links_never_follow_the_host_of_a_request(client: Client, julie: User, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client.post(page_for(free_times()[0]), visitor(), headers={"host": "attack.example"})
    for letter in Letter.objects.all():
        assert "attack.example" not in letter.text + letter.html + letter.calendar
