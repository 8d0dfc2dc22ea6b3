import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.notifications.models import Letter
from tests import people
from tests.web.pages import ACCOUNT, link_in_last_letter, words

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


@pytest.mark.parametrize("path", ["/mot-de-passe/oublie/", "/inscription/compte/"])
def test_links_lead_to_us_whatever_host_was_asked(client: Client, settings: Settings, path: str) -> None:
    """A forged `Host` in another's request would send that person, and the key in the link, to another port."""
    user = people.at_terms()
    client.post(path, {**ACCOUNT, "email": user.email}, headers={"Host": "localhost:6666"})
    letter = Letter.objects.get(to=user.email)
    links = re.findall(r"https?://[^\s\"<]+", letter.text + letter.html)
    assert links
    assert [link for link in links if not link.startswith(f"{settings.PUBLIC_URL}/")] == []


def test_a_broken_link_offers_another(client: Client) -> None:
    assert "Recevoir un nouveau lien" in words(client.get("/mot-de-passe/nouveau/1-abc-def/"))
