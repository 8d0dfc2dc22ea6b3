"""The main job up to the waiting page, as a browser without scripts does it."""

import pytest
from django.http import HttpRequest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.enrolment.actions import expire_unconfirmed
from medimail.lib.national_numbers import with_key
from medimail.web.accounts.forms import SignUp
from tests import people
from tests.web.pages import ACCOUNT, PROFILE, link_in_last_letter, signed_up, words

pytestmark = pytest.mark.django_db
RPPS = with_key("9971000777")


def confirmed(client: Client) -> None:
    signed_up(client)
    client.post(link_in_last_letter(ACCOUNT["email"]))


def test_from_the_sign_in_page_to_the_waiting_page(client: Client) -> None:
    assert "Inscrivez-vous ici" in words(client.get("/connexion/"))
    assert "Je souhaite créer un compte Medimail personnel" in words(client.get("/inscription/"))
    assert client.post("/inscription/", {"demande": "personnel"})["Location"] == "/inscription/compte/"

    sent = signed_up(client)
    assert sent.redirect_chain[-1][0] == "/inscription/confirmer/"
    assert "Confirmer l’adresse mail" in words(sent)
    assert ACCOUNT["email"] in words(sent)

    link = link_in_last_letter(ACCOUNT["email"])
    assert "Confirmer mon adresse" in words(client.get(link))
    terms = client.post(link, follow=True)
    assert terms.redirect_chain[-1][0] == "/inscription/conditions/"
    assert "Veuillez valider les CGU afin de pouvoir vous connecter à Medimail :" in words(terms)

    question = client.post("/inscription/conditions/", {"version": terms.context["terms"].version}, follow=True)
    assert "Identification professionnelle" in words(question)
    form = client.post("/inscription/identification/", {"has_identifier": "oui"}, follow=True)
    assert "Remplir ce formulaire pour finaliser votre inscription" in words(form)

    waiting = client.post("/inscription/profil/", {**PROFILE, "national_id": RPPS}, follow=True)
    assert waiting.redirect_chain[-1][0] == "/inscription/attente/"
    assert "Votre compte est en attente de validation" in words(waiting)
    user = User.objects.get(email=ACCOUNT["email"])
    assert (user.last_name, user.profile.national_id, user.profile.region_code) == (ACCOUNT["last_name"], RPPS, "76")


def test_the_form_starts_with_the_defaults_of_the_product(client: Client) -> None:
    confirmed(client)
    client.post(
        "/inscription/conditions/", {"version": client.get("/inscription/conditions/").context["terms"].version}
    )
    client.post("/inscription/identification/", {"has_identifier": "non"})
    form = client.get("/inscription/profil/").context["form"]
    on = [
        name for name in ("in_medimail_directory", "in_mssante_directory", "paperless", "notify") if form[name].value()
    ]
    assert len(on) == 4
    assert not form["self_employed"].value()
    assert form["last_name"].value() == ACCOUNT["last_name"]
    assert "national_id" not in form.fields


def test_confirming_in_another_browser_leads_to_sign_in(client: Client) -> None:
    signed_up(client)
    elsewhere = Client()
    page = elsewhere.post(link_in_last_letter(ACCOUNT["email"]), follow=True)
    assert page.redirect_chain[-1][0] == "/connexion/"
    assert "Votre adresse est confirmée" in words(page)
    back = elsewhere.post("/connexion/", {"login": ACCOUNT["email"], "password": ACCOUNT["password1"]}, follow=True)
    assert back.redirect_chain[-1][0] == "/inscription/conditions/"


def test_signing_in_before_confirming_asks_to_confirm(client: Client) -> None:
    signed_up(client)
    page = Client().post("/connexion/", {"login": ACCOUNT["email"], "password": ACCOUNT["password1"]}, follow=True)
    assert page.redirect_chain[-1][0] == "/inscription/confirmer/"


def test_signing_in_after_the_link_expired_asks_to_confirm(client: Client, settings: Settings) -> None:
    signed_up(client)
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 0
    expire_unconfirmed()
    assert User.objects.get(email=ACCOUNT["email"]).application.state == "expired"
    page = Client().post("/connexion/", {"login": ACCOUNT["email"], "password": ACCOUNT["password1"]}, follow=True)
    assert page.redirect_chain[-1][0] == "/inscription/confirmer/"
    assert "Renvoyer le message" in words(page)


def test_an_address_that_has_an_account_is_not_betrayed(client: Client) -> None:
    signed_up(client)
    again = signed_up(Client(), first_name="Autre")
    assert again.redirect_chain[-1][0] == "/inscription/confirmer/"
    assert User.objects.filter(email=ACCOUNT["email"]).count() == 1


def test_a_second_click_that_races_the_first_makes_one_account(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other click lands after this one was checked and before it is saved."""
    save = SignUp.try_save

    def after_the_other_click(form: SignUp, request: HttpRequest) -> object:
        people.account(ACCOUNT["email"])
        return save(form, request)

    monkeypatch.setattr(SignUp, "try_save", after_the_other_click)
    page = signed_up(client)
    assert page.redirect_chain[-1][0] == "/inscription/confirmer/"
    assert User.objects.get(email=ACCOUNT["email"]).last_name == "Dupont"
