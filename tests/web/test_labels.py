"""Every label of the sign-up, page by page, from the one table in `labels.py`."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.queries import current_terms
from medimail.demo.regions import open_help, open_portal
from medimail.enrolment import actions as enrolment
from tests import people
from tests.people import BrowserOf
from tests.web import labels
from tests.web.labels import Field, Screen
from tests.web.pages import Page, signed_up, words
from tests.web.reading import Reading

STAND_INS = "http://127.0.0.1:1"
pytestmark = pytest.mark.django_db
Open = Callable[[str], Page]


@pytest.fixture
def open_screen(browser_of: BrowserOf, settings: Settings) -> Open:
    """Each screen, in the state in which people first meet it; the region is Occitanie."""
    settings.PSC_DISCOVERY = f"{STAND_INS}/psc/.well-known/openid-configuration"  # this page asks nobody
    settings.SANDBOX_URL = STAND_INS
    operator = people.platform_operator()
    open_help(operator)
    open_portal(operator)

    def of(make: Callable[[], people.User], path: str) -> Page:
        return browser_of(make()).get(path)

    ways: dict[str, Callable[[], Page]] = {
        "S1 connexion": lambda: Client().get("/connexion/?region=03"),
        "S2 choix de la demande": lambda: Client().get("/inscription/"),
        "S3 compte": lambda: Client().get("/inscription/compte/"),
        "S4 adresse": lambda: signed_up(Client()),
        "S5 conditions": lambda: of(people.at_terms, "/inscription/conditions/"),
        "S6 identification": lambda: of(_at_identification, "/inscription/identification/"),
        "S7 profil": lambda: of(people.at_profile, "/inscription/profil/"),
        "S8 attente": lambda: of(people.applicant, "/inscription/attente/"),
        "S9 aide et rendez-vous": lambda: of(people.applicant, "/aide/"),
        "S9 réservation": lambda: Client().get("/rendez-vous/?region=76"),
        "S10 profil plus tard": lambda: of(people.holder, "/profil/"),
    }
    return lambda name: ways[name]()


def _at_identification() -> people.User:
    user = people.at_terms()
    enrolment.accept_terms(user, current_terms().version)
    return user


SIGN_UP = [labels.S1, labels.S2, labels.S3, labels.S4, labels.S5, labels.S6, labels.S7, labels.S8]
SCREENS = [*SIGN_UP, labels.S9, labels.S9_BOOKING, labels.S10]
each_screen = pytest.mark.parametrize("screen", SCREENS, ids=[screen.name for screen in SCREENS])
each_sign_up_screen = pytest.mark.parametrize("screen", SIGN_UP, ids=[screen.name for screen in SIGN_UP])


@each_screen
def test_texts_buttons_and_links(screen: Screen, open_screen: Open) -> None:
    page = open_screen(screen.name)
    text, reading = words(page), Reading(page)
    assert [one for one in screen.texts if one not in text] == []
    assert [one for one in screen.buttons if one not in reading.words("button")] == []
    assert [one for one in screen.links if one not in reading.words("a")] == []
    assert [one for one in labels.UNTRANSLATED if one in text] == []


@each_screen
def test_fields(screen: Screen, open_screen: Open) -> None:
    _assert_fields(open_screen(screen.name), screen.fields)


def _assert_fields(page: Page, fields: tuple[Field, ...]) -> None:
    reading = Reading(page)
    for field in fields:
        control = reading.control(field.label)
        assert control, field.label
        assert reading.label_of(control).endswith("*") == field.required, field.label
        assert field.help in reading.help_of(control), field.label
        if field.placeholder:
            assert control.attributes.get("placeholder") == field.placeholder
        if field.on is not None:
            assert ("checked" in control.attributes) == field.on, field.label
        assert [one for one in field.options if one not in reading.options_of(control)] == [], field.label


@each_sign_up_screen
def test_each_screen_calls_for_help(screen: Screen, open_screen: Open) -> None:
    text = words(open_screen(screen.name)).replace("de votre région", "Occitanie")
    assert labels.HELP_CALL in text
    assert labels.BOOKING_CALL in text


def test_the_articles_of_the_terms(open_screen: Open) -> None:
    page = open_screen("S5 conditions")
    assert [one for one in labels.S5_TERMS if one not in words(page)] == []
    _assert_fields(page, labels.S5_VIEWER)
