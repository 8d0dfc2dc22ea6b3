"""Signing in before the account is open leads to the screen of its state, and a lapsed link is no dead end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.enrolment import actions as enrolment
from medimail.enrolment.models import Application
from medimail.notifications.models import Letter
from medimail.servicedesk.actions import ask, refuse
from tests import people
from tests.web.pages import ACCOUNT, Page, link_in_last_letter, signed_up, words

pytestmark = pytest.mark.django_db
EMAIL = ACCOUNT["email"]
CONFIRM, RESEND = "/inscription/confirmer/", "/inscription/confirmer/renvoyer/"


@pytest.fixture(autouse=True)
def unhurried(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


def _state() -> str:
    return Application.objects.get(user__email=EMAIL).state


def _kinds() -> list[str]:
    return list(Letter.objects.filter(to=EMAIL).order_by("id").values_list("kind", flat=True))


def _sign_in(email: str = EMAIL, password: str = ACCOUNT["password1"]) -> Page:
    return Client().post("/connexion/", {"login": email, "password": password}, follow=True)


def _days_pass(days: float) -> None:
    Application.objects.update(link_sent_at=timezone.now() - timedelta(days=days))
    enrolment.expire_unconfirmed()


@pytest.fixture
def visitor(client: Client) -> Client:
    signed_up(client)
    return client


def test_an_unconfirmed_person_comes_back_to_the_confirmation(visitor: Client) -> None:
    page = _sign_in()
    assert page.request["PATH_INFO"] == CONFIRM
    assert "Confirmer l’adresse mail" in words(page)
    assert EMAIL in words(page)
    assert _kinds() == ["confirm", "confirm_again"]


def test_a_link_not_followed_in_time_is_told_once_and_asked_again(visitor: Client) -> None:
    _days_pass(2.9)
    assert _state() == "email_pending"
    _days_pass(3.1)
    enrolment.expire_unconfirmed()
    assert _state() == "expired"
    assert _kinds() == ["confirm", "link_expired"]
    asking = Client()
    page = asking.get(link_in_last_letter(EMAIL))
    assert "Recevoir un nouveau lien" in words(page)
    assert "part à l’instant" not in words(page)
    done = asking.post(RESEND, {"email": EMAIL}, follow=True)
    assert "un nouveau message vient de partir" in words(done)
    assert _kinds()[-1] == "confirm_again"
    assert _state() == "email_pending"
    assert Client().post(link_in_last_letter(EMAIL))["Location"] == "/connexion/"
    assert _state() == "terms_pending"


def test_signing_in_late_sends_a_link_and_gives_it_its_whole_time(visitor: Client) -> None:
    _days_pass(3.1)
    assert _sign_in().request["PATH_INFO"] == CONFIRM
    assert _state() == "email_pending"
    enrolment.expire_unconfirmed()
    assert _kinds() == ["confirm", "link_expired", "confirm_again"]


def test_an_old_link_that_still_holds_wakes_an_expired_request(visitor: Client) -> None:
    Application.objects.update(state="expired")
    visitor.post(link_in_last_letter(EMAIL))
    assert _state() == "terms_pending"


def test_a_wrong_password_learns_nothing_of_the_state(visitor: Client) -> None:
    wrong, unknown = _sign_in(password="Faux12345"), _sign_in("personne@exemple.test")
    assert "Adresse mail ou mot de passe incorrect" in words(wrong)
    assert "Adresse mail ou mot de passe incorrect" in words(unknown)
    assert _kinds() == ["confirm"]


@pytest.mark.parametrize("email", ["personne@exemple.test", "confirmed"])
def test_nobody_else_gets_a_link_and_the_answer_is_the_same(visitor: Client, email: str) -> None:
    address = people.at_terms().email if email == "confirmed" else email
    mine = words(Client().post(RESEND, {"email": EMAIL}, follow=True)).replace(EMAIL, "")
    theirs = words(Client().post(RESEND, {"email": address}, follow=True)).replace(address, "")
    assert mine == theirs
    assert not Letter.objects.filter(to=address).exists()


@pytest.mark.parametrize(
    ("build", "screen"),
    [
        (people.at_terms, "/inscription/conditions/"),
        (people.at_profile, "/inscription/profil/"),
        (people.applicant, "/inscription/attente/"),
    ],
)
def test_each_state_has_its_screen(build: object, screen: str) -> None:
    user: User = build()  # type: ignore[operator]
    assert _sign_in(user.email, people.PASSWORD).request["PATH_INFO"] == screen


def test_asked_and_refused_people_come_to_the_tracker(applicant: User, region_administrator: User) -> None:
    ask(region_administrator, applicant.application.pk, "Où exercez-vous ?")
    assert "Une précision vous est demandée" in words(_sign_in(applicant.email, people.PASSWORD))
    enrolment.write(applicant, "À Castres.")
    refuse(region_administrator, applicant.application.pk, "Numéro d’un homonyme.")
    assert "pas été acceptée" in words(_sign_in(applicant.email, people.PASSWORD))
