import pytest
from django.test import Client

from medimail.notifications.models import Letter
from tests import people
from tests.web.pages import link_in_last_letter, words

pytestmark = pytest.mark.django_db
NEW = {"password1": "Nouveau2mots", "password2": "Nouveau2mots"}


def test_a_new_password_by_mail_and_the_link_works_once(client: Client) -> None:
    user = people.at_terms()
    done = client.post("/mot-de-passe/oublie/", {"email": user.email}, follow=True)
    assert "Regardez votre messagerie" in words(done)
    link = link_in_last_letter(user.email)
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0]
    assert "8 caractères minimum" in words(client.post(path, {"password1": "court", "password2": "court"}))
    assert "Votre mot de passe est changé" in words(client.post(path, NEW, follow=True))
    assert client.post("/connexion/", {"login": user.email, "password": NEW["password1"]})["Location"] == "/"
    assert "Ce lien ne sert plus" in words(Client().get(link))


def test_an_unknown_address_is_not_betrayed(client: Client) -> None:
    done = client.post("/mot-de-passe/oublie/", {"email": "personne@exemple.test"}, follow=True)
    assert "Regardez votre messagerie" in words(done)
    assert "aucun compte" in Letter.objects.get(to="personne@exemple.test").text


def test_a_broken_link_offers_another(client: Client) -> None:
    assert "Recevoir un nouveau lien" in words(client.get("/mot-de-passe/nouveau/1-abc-def/"))
