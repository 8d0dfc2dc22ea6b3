"""Password and sign-in address changed by their owner, and by nobody else."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts import address_link
from medimail.accounts.models import User
from medimail.notifications.models import Letter
from tests import people
from tests.people import PASSWORD, BrowserOf
from tests.web.pages import Page, error_of, link_in_last_letter, words

pytestmark = pytest.mark.django_db
NEW = "Nouveau2mots"
ADDRESS = "nouvelle@exemple.test"


def ask(client: Client, email: str = ADDRESS) -> Page:
    return client.post("/profil/adresse/", {"email": email}, follow=True)


def sign_in(email: str, password: str = PASSWORD) -> Page:
    return Client().post("/connexion/", {"login": email, "password": password})


@pytest.fixture
def client_of_holder(browser_of: BrowserOf, holder: User) -> Client:
    return browser_of(holder)


def test_a_new_password_ends_other_sessions_and_tells(
    browser_of: BrowserOf, client_of_holder: Client, holder: User
) -> None:
    elsewhere = browser_of(holder)
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    page = client_of_holder.post("/profil/mot-de-passe/", typed, follow=True)
    assert page.redirect_chain[-1][0] == "/profil/"
    assert "Votre mot de passe est changé. Vos autres appareils" in words(page)
    assert elsewhere.get("/profil/")["Location"].startswith("/connexion/")
    assert sign_in(holder.email).status_code == 200
    assert sign_in(holder.email, NEW)["Location"] == "/"
    assert "vient d’être changé" in Letter.objects.get(to=holder.email, kind="password_changed").text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("oldpassword", "", "Indiquez votre mot de passe actuel."),
        ("oldpassword", "Autrement1", "n’est pas celui de votre compte"),
        ("password1", "court", "8 caractères minimum"),
        ("password2", "Autrement1", "Les deux mots de passe sont différents"),
    ],
)
def test_a_refused_password_says_why(
    client_of_holder: Client, holder: User, field: str, typed: str, sentence: str
) -> None:
    good = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    page = client_of_holder.post("/profil/mot-de-passe/", {**good, field: typed})
    assert sentence in error_of(page, field)
    assert sign_in(holder.email)["Location"] == "/"


def test_the_rules_are_shown_as_they_are_met(client_of_holder: Client) -> None:
    page = client_of_holder.get("/profil/mot-de-passe/").content.decode()
    assert [f'data-rule="{rule}"' in page for rule in ("length", "upper", "lower", "digit")] == [True] * 4


def test_a_new_address_counts_once_its_link_is_followed(client_of_holder: Client, holder: User) -> None:
    old = holder.email
    assert f"Un message vient de partir vers {ADDRESS}" in words(ask(client_of_holder))
    assert sign_in(old)["Location"] == "/"
    assert "annulée" in Letter.objects.get(to=old, kind="address_asked").text
    link = link_in_last_letter(ADDRESS)
    assert "Utiliser cette adresse" in words(client_of_holder.get(link))
    assert f"est maintenant {ADDRESS}" in words(client_of_holder.post(link, follow=True))
    assert sign_in(ADDRESS)["Location"] == "/"
    assert "incorrect" in words(sign_in(old))
    told = Letter.objects.get(to=old, kind="address_changed")
    assert ADDRESS not in told.text + told.html
    assert "Ce lien ne sert plus" in words(client_of_holder.post(link))


def test_an_address_merely_asked_for_opens_nothing_and_bars_nobody(client_of_holder: Client, holder: User) -> None:
    """A mistyped address belongs to a stranger: it must neither reset this account nor be lost to its owner."""
    ask(client_of_holder)
    assert "incorrect" in words(sign_in(ADDRESS))
    Client().post("/mot-de-passe/oublie/", {"email": ADDRESS})
    assert Letter.objects.filter(to=ADDRESS).latest("id").kind == "unknown_account"
    typed = {"last_name": "Autre", "first_name": "Aline", "email": ADDRESS, "password1": NEW, "password2": NEW}
    Client().post("/inscription/compte/", typed)
    assert User.objects.filter(email=ADDRESS).exists()
    page = client_of_holder.post(link_of(ADDRESS, "address_confirm"), follow=True)
    assert "sert à un autre compte" in words(page)
    holder.refresh_from_db()
    assert holder.email != ADDRESS


def link_of(address: str, kind: str) -> str:
    letter = Letter.objects.get(to=address, kind=kind)
    return "/profil/adresse/" + letter.text.split("/profil/adresse/")[1].split()[0]


def test_the_link_asks_for_a_session_of_that_account(
    browser_of: BrowserOf, client_of_holder: Client, holder: User
) -> None:
    ask(client_of_holder)
    link = link_in_last_letter(ADDRESS)
    assert Client().post(link)["Location"].startswith("/connexion/?next=")
    assert "Ce lien ne sert plus" in words(browser_of(people.holder()).post(link))
    altered = f"{link[:-3]}zz/"
    assert "Ce lien ne sert plus" in words(client_of_holder.post(altered))
    assert not User.objects.filter(email=ADDRESS).exists()
    assert client_of_holder.post(link)["Location"] == "/profil/"


def test_a_new_password_cancels_the_links_asked_before(client_of_holder: Client) -> None:
    ask(client_of_holder)
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client_of_holder.post("/profil/mot-de-passe/", typed)
    assert "Ce lien ne sert plus" in words(client_of_holder.post(link_in_last_letter(ADDRESS)))


def test_the_link_lives_one_day(client_of_holder: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(client_of_holder)
    monkeypatch.setattr(address_link, "LIFE", -address_link.LIFE)
    assert "Ce lien ne sert plus" in words(client_of_holder.post(link_in_last_letter(ADDRESS)))


def test_an_address_of_another_account_gets_the_same_answer(client_of_holder: Client) -> None:
    other = people.holder(first_name="Aline", last_name="Autre")
    known, fresh = words(ask(client_of_holder, other.email)), words(ask(client_of_holder))
    assert known.replace(other.email, "x") == fresh.replace(ADDRESS, "x")
    letter = Letter.objects.filter(to=other.email).latest("id")
    assert letter.kind == "address_taken"
    assert "/profil/adresse/" not in letter.text + letter.html


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("email", "pierre", "incomplète ou mal tapée"),
        ("email", "", "Indiquez votre adresse mail."),
    ],
)
def test_a_refused_address_says_why(client_of_holder: Client, field: str, typed: str, sentence: str) -> None:
    page = client_of_holder.post("/profil/adresse/", {"email": ADDRESS, field: typed})
    assert page.status_code == 422
    assert sentence in error_of(page, field)
    assert not Letter.objects.filter(to=ADDRESS).exists()


def test_one_s_own_address_is_no_new_one(client_of_holder: Client, holder: User) -> None:
    assert "C’est déjà votre adresse" in error_of(ask(client_of_holder, holder.email.upper()), "email")


def test_nobody_is_flooded_with_links(client_of_holder: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"manage_email": "2/h/key"}
    assert [ask(client_of_holder).status_code for _ in range(3)] == [200, 200, 429]
    assert Letter.objects.filter(to=ADDRESS).count() == 2
