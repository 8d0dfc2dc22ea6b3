"""A window left open is not enough for what touches the security of an account."""

import time

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from medimail.accounts.actions import add_app, link
from medimail.accounts.factors import factors_of
from medimail.accounts.identity import PSC, Identity
from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.notifications.models import Letter
from tests import people
from tests.factors import SECRET, code_at, password_of, with_app
from tests.people import PASSWORD, BrowserOf
from tests.web.pages import Page, error_of, words

pytestmark = pytest.mark.django_db
ADDRESS = "nouvelle@exemple.test"
ACTS = {
    "change_address": [],
    "close_account": [],
    "my_data": [],
    "my_data_archive": [],
    "mfa_add_webauthn": [],
    "mfa_activate_totp": [],
    "mfa_deactivate_totp": [],
    "mfa_view_recovery_codes": [],
    "mfa_generate_recovery_codes": [],
    "mfa_edit_webauthn": [1],
    "mfa_remove_webauthn": [1],
    "account_set_password": [],
}


def grown_old(client: Client) -> Client:
    """The sign-in was six minutes ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 360}]
    session.save()
    return client


@pytest.fixture
def client_of_holder(browser_of: BrowserOf, holder: User) -> Client:
    return grown_old(browser_of(holder))


def confirm(client: Client, then: str, **typed: str) -> Page:
    return client.post("/securite/confirmer/", {"next": then, **typed})


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_matters_asks_again(client_of_holder: Client, name: str, method: str) -> None:
    answer = getattr(client_of_holder, method)(reverse(name, args=ACTS[name]))
    if method == "post" and name.startswith("my_data"):
        assert answer.status_code == 405
    else:
        assert answer["Location"].startswith("/securite/confirmer/?next=")


def test_a_fresh_sign_in_is_proof_enough(client: Client, holder: User) -> None:
    password_of(client, holder)
    assert client.get("/profil/adresse/").status_code == 200


def test_the_password_opens_the_way_back(client_of_holder: Client) -> None:
    asked = client_of_holder.get("/profil/adresse/")["Location"]
    page = client_of_holder.get(asked)
    assert "Confirmez que c’est vous" in words(page)
    assert confirm(client_of_holder, "/profil/adresse/", password=PASSWORD)["Location"] == "/profil/adresse/"
    assert client_of_holder.get("/profil/adresse/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Indiquez votre mot de passe"), ("Autrement1", "n’est pas celui de votre compte")]
)
def test_a_wrong_password_does_not(client_of_holder: Client, typed: str, sentence: str) -> None:
    page = confirm(client_of_holder, "/profil/adresse/", password=typed)
    assert page.status_code == 422
    assert sentence in error_of(page, "password")
    assert client_of_holder.get("/profil/adresse/").status_code == 302


def test_guessing_in_an_open_window_is_slowed(client_of_holder: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "2/5m/key"}
    pages = [confirm(client_of_holder, "/profil/", password=f"Faux{number}") for number in range(3)]
    assert ["Trop d’essais" in error_of(page, "password") for page in pages] == [False, False, True]
    assert confirm(client_of_holder, "/profil/", password=PASSWORD).status_code == 422


def test_what_was_typed_is_done_after_the_proof(client_of_holder: Client) -> None:
    assert client_of_holder.post("/profil/adresse/", {"email": ADDRESS}).status_code == 302
    assert not Letter.objects.filter(to=ADDRESS).exists()
    assert confirm(client_of_holder, "/profil/adresse/", password=PASSWORD)["Location"] == "/profil/"
    assert Letter.objects.filter(to=ADDRESS, kind="address_confirm").exists()


def test_what_was_typed_wrong_comes_back_with_its_sentence(client_of_holder: Client) -> None:
    client_of_holder.post("/profil/adresse/", {"email": "pierre"})
    page = confirm(client_of_holder, "/profil/adresse/", password=PASSWORD)
    assert page.status_code == 422
    assert "incomplète ou mal tapée" in error_of(page, "email")


def test_an_act_given_up_is_not_done_under_the_name_of_the_next(client_of_holder: Client, holder: User) -> None:
    client_of_holder.post("/profil/fermer/", {"understood": "on"})
    client_of_holder.get("/profil/fermer/")
    assert confirm(client_of_holder, "/profil/fermer/", password=PASSWORD)["Location"] == "/profil/fermer/"
    holder.refresh_from_db()
    assert holder.is_active


def test_an_act_kept_is_done_once_and_for_its_own_page(client_of_holder: Client, holder: User) -> None:
    client_of_holder.post("/profil/fermer/", {"understood": "on"})
    assert confirm(client_of_holder, "/profil/", password=PASSWORD)["Location"] == "/profil/"
    assert confirm(client_of_holder, "/profil/fermer/", password=PASSWORD)["Location"] == "/profil/fermer/"
    holder.refresh_from_db()
    assert holder.is_active


def test_no_secret_waits_in_the_session(browser_of: BrowserOf, holder: User) -> None:
    holder.set_unusable_password()
    holder.save()
    client = grown_old(browser_of(holder))
    client.post("/profil/mot-de-passe/choisir/", {"password1": "Nouveau2mots", "password2": "Nouveau2mots"})
    assert "Nouveau2mots" not in str(dict(client.session))


@pytest.mark.parametrize(
    "elsewhere", ["https://pirate.test/", "//pirate.test/", "\\\\pirate.test", "javascript:alert(1)"]
)
def test_the_way_back_stays_in_the_house(client_of_holder: Client, elsewhere: str) -> None:
    assert confirm(client_of_holder, elsewhere, password=PASSWORD)["Location"] == "/securite/"


def test_codes_prove_too(client_of_holder: Client, holder: User) -> None:
    codes = with_app(holder)
    assert confirm(client_of_holder, "/profil/", code="000000").status_code == 422
    assert confirm(client_of_holder, "/profil/", code=code_at())["Location"] == "/profil/"
    grown_old(client_of_holder)
    assert confirm(client_of_holder, "/profil/", code=codes[3])["Location"] == "/profil/"


def by_psc(browser_of: BrowserOf) -> tuple[Client, User]:
    user = people.holder()
    link(user, Identity(PSC, "https://psc.test", "f:1:2"))
    user.set_unusable_password()
    user.save()
    return grown_old(browser_of(user)), user


def test_people_without_password_are_asked_too_at_their_provider(browser_of: BrowserOf) -> None:
    client, _ = by_psc(browser_of)
    asked = client.get("/securite/application/")["Location"]
    page = client.get(asked)
    assert "Continuer avec Pro Santé Connect" in words(page)
    assert 'name="process" value="redirect"' in page.content.decode()
    assert "Mot de passe" not in words(page)
    assert confirm(client, "/profil/", password="").status_code == 422


def test_back_from_the_provider_the_act_goes_on(browser_of: BrowserOf) -> None:
    client, _ = by_psc(browser_of)
    asked = client.post("/profil/adresse/", {"email": ADDRESS})["Location"]
    session = client.session
    fresh = {"method": "socialaccount", "provider": PSC, "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [fresh]
    session.save()
    assert client.get(asked)["Location"] == "/profil/"
    assert Letter.objects.filter(to=ADDRESS, kind="address_confirm").exists()


def test_a_first_password(browser_of: BrowserOf) -> None:
    client, user = by_psc(browser_of)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time()}]
    session.save()
    typed = {"password1": "Nouveau2mots", "password2": "Nouveau2mots"}
    assert "8 caractères" in words(client.post("/profil/mot-de-passe/choisir/", {"password1": "a", "password2": "a"}))
    assert client.post("/profil/mot-de-passe/choisir/", typed)["Location"] == "/securite/"
    assert client.get("/profil/").status_code == 200
    assert Client().post("/connexion/", {"login": user.email, "password": "Nouveau2mots"})["Location"] == "/"


def test_no_first_password_without_an_address(browser_of: BrowserOf) -> None:
    user = people.holder()
    user.set_unusable_password()
    user.email = ""
    user.save()
    assert browser_of(user).get("/profil/mot-de-passe/choisir/")["Location"] == "/profil/adresse/"


def test_factors_are_added_shown_once_renewed_and_removed(client: Client, holder: User) -> None:
    password_of(client, holder)
    with_app(holder)
    page = words(client.get("/securite/"))
    assert "10 codes de secours encore valables" in page
    assert "déjà été affichés" in words(client.get("/securite/codes/"))
    assert client.post("/securite/codes/nouveaux/")["Location"] == "/securite/codes/"
    shown = client.get("/securite/codes/")
    assert "no-store" in shown["Cache-Control"]
    assert words(shown).count("Télécharger") == 1
    assert "déjà été affichés" in words(client.get("/securite/codes/"))
    assert client.post("/securite/application/retirer/")["Location"] == "/securite/"
    assert factors_of(holder) == factors_of(people.account())
    kinds = list(Letter.objects.filter(to=holder.email).order_by("id").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind != "account_open"] == [
        "factor_added",
        "recovery_codes_renewed",
        "factor_removed",
    ]
    acts = set(Trace.objects.filter(actor_id=holder.pk).values_list("action", flat=True))
    assert {"factor.added", "factor.removed", "recovery.codes_renewed"} <= acts


def test_an_application_linked_twice_is_linked_once(holder: User) -> None:
    assert add_app(holder, SECRET, code_at(-1))
    assert not add_app(holder, SECRET, code_at())


def test_a_stranger_finds_nothing_of_another(browser_of: BrowserOf, holder: User) -> None:
    with_app(holder)
    app = factors_of(holder).app
    assert app
    stranger = browser_of(people.holder(first_name="Aline"))
    for path in (f"/securite/cle/{app.pk}/retirer/", f"/securite/cle/{app.pk}/nom/"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, {"name": "x"}).status_code == 404
    stranger.post("/securite/application/retirer/")
    assert factors_of(holder).app
