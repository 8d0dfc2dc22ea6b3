"""What is typed is kept on the server, from S6 on."""

import pytest
from django.test import Client

from medimail.accounts.models import User
from tests import people
from tests.people import BrowserOf
from tests.web.pages import PROFILE, words

pytestmark = pytest.mark.django_db
DRAFT = "/inscription/profil/brouillon/"
HALF = {"last_name": "Dup", "first_name": "", "profession_code": "10", "speciality_code": "SM54", "national_id": "9970"}


@pytest.fixture
def user(db: None) -> User:
    return people.at_profile()


def test_another_browser_finds_everything(user: User, browser_of: BrowserOf) -> None:
    kept = browser_of(user).post(DRAFT, {**HALF, "notify": "on", "paperless": ""})
    assert words(kept).startswith("Brouillon gardé à ")
    form = browser_of(user).get("/inscription/profil/").context["form"]
    assert {name: form[name].value() for name in HALF} == HALF
    assert form["notify"].value()
    assert not form["paperless"].value()
    assert "checked" not in str(form["in_mssante_directory"])


def test_a_refused_form_is_kept_too(user: User, browser_of: BrowserOf) -> None:
    client = browser_of(user)
    assert client.post("/inscription/profil/", {**PROFILE, "national_id": "1"}).status_code == 422
    form = browser_of(user).get("/inscription/profil/").context["form"]
    assert (form["company_name"].value(), form["national_id"].value()) == (PROFILE["company_name"], "1")


def test_changing_the_answer_keeps_the_number(user: User, browser_of: BrowserOf) -> None:
    client = browser_of(user)
    client.post(DRAFT, HALF)
    client.post("/inscription/identification/", {"has_identifier": "non"})
    client.post(DRAFT, {name: value for name, value in HALF.items() if name != "national_id"})
    client.post("/inscription/identification/", {"has_identifier": "oui"})
    assert client.get("/inscription/profil/").context["form"]["national_id"].value() == "9970"


def test_the_answer_chosen_and_not_sent_comes_back(browser_of: BrowserOf) -> None:
    user = people.at_identification()
    assert browser_of(user).post(DRAFT, {"has_identifier": "non"}).status_code == 200
    page = browser_of(user).get("/inscription/identification/")
    assert page.context["form"]["has_identifier"].value() == "non"


def test_changing_an_answer_shows_the_one_that_was_saved(user: User, browser_of: BrowserOf) -> None:
    page = browser_of(user).get("/inscription/identification/")
    assert page.context["form"]["has_identifier"].value() == "oui"


def test_strange_posts_never_fall(user: User, browser_of: BrowserOf) -> None:
    client = browser_of(user)
    assert (
        client.post(DRAFT, {**HALF, "town": "Castel\0nau", "csrfmiddlewaretoken": "x", "is_staff": "1"}).status_code
        == 200
    )
    user.application.refresh_from_db()
    assert user.application.draft["town"] == "Castelnau"
    assert not {"csrfmiddlewaretoken", "is_staff"} & user.application.draft.keys()
    assert client.post(DRAFT, {**HALF, "town": "x" * 30_000}).status_code == 409
    assert client.get(DRAFT).status_code == 405


def test_once_sent_nothing_is_kept_any_more(user: User, browser_of: BrowserOf) -> None:
    client = browser_of(user)
    client.post(DRAFT, HALF)
    client.post("/inscription/profil/", {**PROFILE, "national_id": people.profile().national_id})
    assert client.post(DRAFT, HALF).status_code == 409
    user.application.refresh_from_db()
    assert user.application.draft == {}


def test_visitors_keep_nothing(client: Client) -> None:
    assert client.post(DRAFT, HALF)["Location"].startswith("/connexion/")
