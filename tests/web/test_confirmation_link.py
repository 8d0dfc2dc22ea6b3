"""A dead link says why, and what to do next."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.notifications.models import Letter
from tests.web.pages import ACCOUNT, link_in_last_letter, signed_up, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(client: Client) -> str:
    signed_up(client)
    return link_in_last_letter(ACCOUNT["email"])


def test_used_twice(client: Client, link: str) -> None:
    assert client.post(link)["Location"] == "/"
    for again in (client.get(link), client.post(link), Client().get(link)):
        assert "Cette adresse est déjà confirmée" in words(again)
        assert "Continuer" in words(again)


@pytest.mark.parametrize("act", ["get", "post"])
def test_altered(client: Client, link: str, act: str) -> None:
    page = getattr(client, act)(link[:-4] + "xyz/")
    assert "Ce lien est incomplet" in words(page)
    assert "Renvoyer le message" in words(page)
    assert client.post(link)["Location"] == "/"


def test_expired(client: Client, link: str, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = -1
    page = client.post(link)
    assert "Ce lien a expiré" in words(page)
    assert "Renvoyer le message" in words(page)


def test_a_new_link_can_be_asked(client: Client, link: str, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    before = Letter.objects.count()
    page = client.post("/inscription/confirmer/renvoyer/", {"email": ACCOUNT["email"]}, follow=True)
    assert "un nouveau message vient de partir" in words(page)
    assert Letter.objects.count() == before + 1
    assert Client().post(link_in_last_letter(ACCOUNT["email"]))["Location"] == "/connexion/"


def test_a_stranger_s_address_gets_the_same_answer_and_no_mail(client: Client, link: str) -> None:
    before = Letter.objects.count()
    page = client.post("/inscription/confirmer/renvoyer/", {"email": "personne@exemple.test"}, follow=True)
    assert "un nouveau message vient de partir" in words(page)
    assert Letter.objects.count() == before


def test_a_mistyped_address_is_told(client: Client, link: str) -> None:
    page = client.post("/inscription/confirmer/renvoyer/", {"email": "pierre"})
    assert "incomplète ou mal tapée" in words(page)
