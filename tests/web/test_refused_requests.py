"""What the site says when it cannot serve a request, and what every answer carries."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from tests import people
from tests.people import BrowserOf
from tests.web.pages import ACCOUNT, words

pytestmark = pytest.mark.django_db


def test_a_missing_page_says_where_to_go(client: Client) -> None:
    page = client.get("/nulle-part/")
    assert page.status_code == 404
    assert "Page introuvable" in words(page)
    assert "Revenir à l’accueil" in words(page)


def test_a_stale_form_is_told_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post("/inscription/compte/", ACCOUNT)
    assert page.status_code == 403
    assert "Cette page a expiré" in words(page)
    assert 'href="/inscription/compte/"' in page.content.decode()
    assert not User.objects.filter(email=ACCOUNT["email"]).exists()


def test_the_same_form_with_its_token_passes() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/inscription/compte/")
    token = client.cookies["csrftoken"].value
    page = client.post("/inscription/compte/", {**ACCOUNT, "csrfmiddlewaretoken": token})
    assert page["Location"] == "/inscription/confirmer/"


def test_too_much_text_is_told(client: Client) -> None:
    page = client.post("/inscription/compte/", {**ACCOUNT, "last_name": "x" * 5_000_000})
    assert page.status_code == 413
    assert "dépasse la taille permise" in words(page)


def test_a_fault_of_ours_keeps_its_secrets(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(request: object) -> None:
        raise RuntimeError("mot de passe hunter2")

    monkeypatch.setattr("medimail.web.accounts.views.User", property(fault))
    client.raise_request_exception = False
    page = client.get("/")
    assert page.status_code == 500
    assert "Une panne de notre côté" in words(page)
    assert "hunter2" not in page.content.decode()


@pytest.mark.parametrize("path", ["/connexion/", "/inscription/", "/aide/", "/nulle-part/", "/demo/courriels/"])
def test_every_page_forbids_foreign_and_inline_code(client: Client, path: str) -> None:
    page = client.get(path)
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    text = page.content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick" not in text


def test_visitors_are_sent_to_sign_in(client: Client) -> None:
    for path in ("/inscription/profil/", "/inscription/attente/", "/demandes/"):
        assert client.get(path)["Location"] == f"/connexion/?next={path}"


def test_signing_out_ends_the_session(browser_of: BrowserOf) -> None:
    client = browser_of(people.at_terms())
    assert client.post("/deconnexion/")["Location"] == "/connexion/"
    assert client.get("/inscription/conditions/")["Location"].startswith("/connexion/")


def test_too_many_requests_say_how_long_to_wait(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    typed = {"login": "personne@exemple.test", "password": "Faux1234"}
    assert client.post("/connexion/", typed).status_code == 200
    page = client.post("/connexion/", typed)
    assert page.status_code == 429
    assert "Attendez cinq minutes" in words(page)


def test_guessing_a_password_is_slowed(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/key"}
    user = people.at_terms()
    tries = [client.post("/connexion/", {"login": user.email, "password": f"Faux{number}"}) for number in range(3)]
    assert ["Trop d’essais" in words(page) for page in tries] == [False, False, True]
    right = client.post("/connexion/", {"login": user.email, "password": people.PASSWORD})
    assert right.status_code == 200
