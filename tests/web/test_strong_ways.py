"""Which ways in are proof enough by themselves, when everyone is asked for two."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.actions import link
from medimail.accounts.identity import Identity
from medimail.accounts.models import Portal, User
from medimail.notifications.models import Letter
from tests.sandbox_fixture import PORTAL, Running
from tests.web.conftest import CARD
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everyone(settings: Settings) -> None:
    settings.SECOND_FACTOR = "everyone"


@pytest.fixture
def known_to_portal(portal: Running, holder: User) -> User:
    link(holder, Identity(PORTAL, portal.provider.issuer, portal.identity("nadia").subject))
    return holder


def test_a_card_proves_two(client: Client, psc: Running, card_holder: User) -> None:
    psc.answer(client, CARD)
    assert signed_in(client) == card_holder.pk


def test_a_portal_proves_one(client: Client, portal: Running, known_to_portal: User) -> None:
    assert portal.answer(client, "nadia")["Location"] == "/connexion/code/"
    assert signed_in(client) is None
    assert Letter.objects.filter(to=known_to_portal.email, kind="login_code").exists()


def test_a_portal_whose_region_vouches_for_it_proves_two(
    client: Client, portal: Running, known_to_portal: User
) -> None:
    Portal.objects.filter(slug=PORTAL).update(strong=True)
    portal.answer(client, "nadia")
    assert signed_in(client) == known_to_portal.pk


def test_what_a_portal_proved_is_worth_nothing_to_the_next_person(
    client: Client, portal: Running, known_to_portal: User, region_administrator: User
) -> None:
    Portal.objects.filter(slug=PORTAL).update(strong=True)
    portal.answer(client, "nadia")
    client.post("/deconnexion/")
    typed = {"login": region_administrator.email, "password": "Motdepasse1"}
    assert client.post("/connexion/", typed)["Location"] == "/connexion/code/"
