"""The agents' page: hours, closed days, who comes, and who has no business here."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from medimail.accounts.models import User
from medimail.appointments.access import token_of
from medimail.appointments.actions import book, cancel, close
from medimail.appointments.models import Agenda, Appointment
from medimail.appointments.queries import openings
from medimail.notifications.models import Letter
from tests import people
from tests.appointments.agents import agent, free_times, wish
from tests.people import BrowserOf
from tests.web.pages import error_of, words

pytestmark = pytest.mark.django_db
TOMORROW = (timezone.now() + timedelta(days=1)).date()
WEEK = {
    "published": "on",
    "minutes": "45",
    "notice_hours": "24",
    "weeks_ahead": "2",
    "meeting": "En visioconférence.",
    **{f"day{number}": "9h-12h, 14h-17h30" for number in range(7)},
}


@pytest.fixture
def julie(db: None) -> User:
    return agent()


@pytest.fixture
def booked(julie: User) -> Appointment:
    return book(wish(free_times()[0], name="Zoé Étigny"))


def test_a_new_agent_is_shown_usual_hours_and_publishes_them(browser_of: BrowserOf, region_administrator: User) -> None:
    desk = browser_of(region_administrator)
    page = desk.get("/rendez-vous/agenda/")
    assert "Personne ne peut encore réserver avec vous." in words(page)
    assert "Aucun rendez-vous à venir" in words(page)
    assert page.content.decode().count('value="9h-12h, 14h-17h"') == 5
    assert openings("76") == []
    done = desk.post("/rendez-vous/agenda/", WEEK, follow=True)
    assert "enregistrés et proposés en ligne" in words(done)
    assert 'value="9h-12h, 14h-17h30"' in done.content.decode()
    assert len(max((day.times for day in openings("76")), key=len)) == 8
    desk.post("/rendez-vous/agenda/", {**WEEK, "published": ""})
    assert "Vos créneaux ne sont pas proposés." in words(desk.get("/rendez-vous/agenda/"))
    assert openings("76") == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [("day2", "matin"), ("day2", "12h-9h"), ("day2", "9h-12h, 11h-13h"), ("minutes", "7"), ("weeks_ahead", "60")],
)
def test_hours_that_cannot_be_read_change_nothing(browser_of: BrowserOf, julie: User, field: str, typed: str) -> None:
    desk = browser_of(julie)
    page = desk.post("/rendez-vous/agenda/", {**WEEK, field: typed})
    assert page.status_code == 422
    assert error_of(page, field)
    assert Agenda.objects.get().minutes == 30
    assert desk.post("/rendez-vous/agenda/", WEEK).status_code == 302
    assert Agenda.objects.get().minutes == 45


def test_closing_days_and_opening_them_again(browser_of: BrowserOf, julie: User, booked: Appointment) -> None:
    desk = browser_of(julie)
    day = booked.starts_at.astimezone(booked.place.zone).date()
    typed = {"first": day.isoformat(), "last": "", "reason": "Congés"}
    page = desk.post("/rendez-vous/agenda/fermetures/", typed, follow=True)
    assert "1 rendez-vous reste pris" in words(page)
    assert "Congés" in words(page)
    assert "Congés" not in words(Client().get("/rendez-vous/?region=76"))
    assert not [one for one in openings("76") if one.date == day and one.times]
    [closure] = Agenda.objects.get().closures.all()
    desk.post(f"/rendez-vous/agenda/fermetures/{closure.pk}/retirer/")
    assert [one for one in openings("76") if one.date == day and one.times]


@pytest.mark.parametrize(
    ("first", "last", "field"), [("", "", "first"), ("hier", "", "first"), ("2027-05-02", "2027-05-01", "last")]
)
def test_days_that_are_none_are_refused(browser_of: BrowserOf, julie: User, first: str, last: str, field: str) -> None:
    page = browser_of(julie).post("/rendez-vous/agenda/fermetures/", {"first": first, "last": last})
    assert page.status_code == 422
    assert error_of(page, field)


def test_who_comes_is_listed_and_can_be_called_off(browser_of: BrowserOf, julie: User, booked: Appointment) -> None:
    desk, address = browser_of(julie), f"/rendez-vous/agenda/{booked.pk}/"
    assert "Zoé Étigny" in words(desk.get("/rendez-vous/agenda/"))
    page = desk.get(address)
    assert "Je suis pharmacien." in words(page)
    assert booked.email in words(page)
    empty = desk.post(address, {"farewell": ""})
    assert "Écrivez un mot" in error_of(empty, "farewell")
    done = desk.post(address, {"farewell": "Je suis en formation."}, follow=True)
    assert "est annulé" in words(done)
    assert "Aucun rendez-vous à venir" in words(done)
    assert "Je suis en formation." in Letter.objects.filter(to=booked.email).latest("id").text
    assert "Je suis en formation." in words(Client().get(f"/rendez-vous/{token_of(booked)}/"))
    assert "Votre clic n’a rien changé" in words(desk.post(address, {"farewell": "Encore."}, follow=True))


def test_the_visitor_cancelled_first(browser_of: BrowserOf, julie: User, booked: Appointment) -> None:
    cancel(token_of(booked))
    page = browser_of(julie).post(f"/rendez-vous/agenda/{booked.pk}/", {"farewell": "Trop tard."}, follow=True)
    assert "Votre clic n’a rien changé" in words(page)
    assert "Rendez-vous annulé." in words(page)


def test_a_colleague_and_the_operator_see_it_and_others_do_not(
    browser_of: BrowserOf, julie: User, booked: Appointment, holder: User
) -> None:
    for seeing in (people.region_administrator("76"), people.platform_operator()):
        desk = browser_of(seeing)
        assert "avec Julie Martin" in words(desk.get("/rendez-vous/agenda/"))
        assert desk.get(f"/rendez-vous/agenda/{booked.pk}/").status_code == 200
    elsewhere = browser_of(people.region_administrator("53"))
    assert "Zoé" not in words(elsewhere.get("/rendez-vous/agenda/"))
    for stranger in (people.region_administrator("53"), people.structure_administrator("310000013"), holder):
        desk = browser_of(stranger)
        assert desk.get(f"/rendez-vous/agenda/{booked.pk}/").status_code == 404
        assert desk.post(f"/rendez-vous/agenda/{booked.pk}/", {"farewell": "Non."}).status_code == 404
    booked.refresh_from_db()
    assert booked.state == "booked"


@pytest.mark.parametrize("act", ["", "fermetures/"])
def test_who_has_no_agenda(browser_of: BrowserOf, holder: User, act: str) -> None:
    typed = {**WEEK, "first": TOMORROW.isoformat()}
    for stranger in (people.structure_administrator("310000013"), holder):
        desk = browser_of(stranger)
        assert desk.get("/rendez-vous/agenda/").status_code == 404
        assert desk.post(f"/rendez-vous/agenda/{act}", typed).status_code == 404
    operator = browser_of(people.platform_operator())
    assert operator.get("/rendez-vous/agenda/").status_code == 200
    assert operator.post(f"/rendez-vous/agenda/{act}", typed).status_code == 404
    visitor = Client().post(f"/rendez-vous/agenda/{act}", typed)
    assert visitor["Location"].startswith("/connexion/")
    assert not Agenda.objects.exists()


def test_nobody_opens_the_closed_days_of_another(browser_of: BrowserOf, julie: User) -> None:
    closure = close(julie, TOMORROW, TOMORROW, "")
    address = f"/rendez-vous/agenda/fermetures/{closure.pk}/retirer/"
    for stranger in (agent(), agent("53"), people.platform_operator()):
        assert browser_of(stranger).post(address).status_code == 404
    assert browser_of(julie).post(address).status_code == 302


def test_alsace_and_moselle_is_asked_in_grand_est_alone(browser_of: BrowserOf, julie: User) -> None:
    assert "Alsace" not in words(browser_of(julie).get("/rendez-vous/agenda/"))
    east = people.region_administrator("44")
    desk = browser_of(east)
    desk.post("/rendez-vous/agenda/", {**WEEK, "alsace_moselle": "on"})
    assert Agenda.objects.get(agent=east).alsace_moselle
    assert "Je travaille en Alsace ou en Moselle" in words(desk.get("/rendez-vous/agenda/"))
