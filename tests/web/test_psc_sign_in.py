"""Pro Santé Connect, as it should go: who comes in, what is kept, and what it costs."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from medimail.accounts.actions import link
from medimail.accounts.identity import PSC, Identity
from medimail.accounts.models import User
from tests import people
from tests.sandbox_fixture import Running
from tests.web.conftest import CARD
from tests.web.pages import words

pytestmark = pytest.mark.django_db


def signed_in_as(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
@pytest.mark.parametrize("signed", [False, True], ids=["json", "jwt"])
def test_a_known_card_opens_the_account(
    psc: Running, card_holder: User, settings: Settings, algorithm: str, signed: bool
) -> None:
    settings.PSC_SIGNING_ALGORITHM = psc.behaviour.algorithm = algorithm
    psc.behaviour.userinfo_signed = signed
    browser = Client()
    assert psc.answer(browser, CARD).status_code == 302
    assert signed_in_as(browser) == str(card_holder.pk)


def test_what_is_asked_of_pro_sante_connect(client: Client, psc: Running) -> None:
    away = urlsplit(psc.start(client))
    asked = {name: values[0] for name, values in parse_qs(away.query).items()}
    assert away.netloc.startswith("localhost:")
    assert {name: asked[name] for name in ("client_id", "scope", "response_type", "acr_values")} == {
        "client_id": "medimail",
        "scope": "openid scope_all",
        "response_type": "code",
        "acr_values": "eidas1",
    }
    assert asked["code_challenge_method"] == "S256"
    assert min(map(len, (asked["state"], asked["nonce"], asked["code_challenge"]))) >= 16
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/connexion/avec/psc/retour/"
    assert "prompt" not in asked


def test_the_way_back_is_ours_whatever_the_host(client: Client, psc: Running) -> None:
    page = client.post("/connexion/avec/psc/", HTTP_HOST="localhost:6666").content.decode()
    assert "6666" not in page
    assert "127.0.0.1%3A8000%2Fconnexion%2Favec%2Fpsc%2Fretour%2F" in page


def test_a_visitor_adds_nothing_to_what_is_asked(client: Client, psc: Running) -> None:
    page = client.post("/connexion/avec/psc/?scope=offline_access&auth_params=acr_values%3Dnone%26prompt%3Dnone")
    address = re.search(r'url=([^"]+)"', page.content.decode())
    assert address
    assert not [word for word in ("offline", "none", "prompt") if word in address[1]]


def test_going_out_takes_a_click_of_ours(client: Client, psc: Running) -> None:
    assert client.get("/connexion/avec/psc/")["Location"] == "/connexion/"
    assert client.post("/connexion/avec/inconnu/").status_code == 404
    page = client.post("/connexion/avec/psc/")
    assert "Vous allez être dirigé vers Pro Santé Connect…" in words(page)
    assert page["Cache-Control"] == "no-store"


def test_a_two_hours_reader_goes_on_where_they_were(client: Client, psc: Running, card_holder: User) -> None:
    assert psc.answer(client, CARD, next="/profil/")["Location"].endswith("/profil/")


@pytest.mark.parametrize(
    "elsewhere", ["https://mal.exemple/", "//mal.exemple", "/\\mal.exemple", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_after(client: Client, psc: Running, card_holder: User, elsewhere: str) -> None:
    answer = psc.answer(client, CARD, next=elsewhere)
    assert answer["Location"].startswith("/")
    assert "mal.exemple" not in answer["Location"]
    assert "javascript" not in answer["Location"]


def test_only_who_they_are_is_kept(client: Client, psc: Running, card_holder: User) -> None:
    psc.answer(client, CARD)
    kept = SocialAccount.objects.get(user=card_holder)
    assert kept.extra_data == {"issuer": psc.provider.issuer, "subject": psc.identity(CARD).subject}
    assert not SocialToken.objects.exists()


def test_a_session_planted_before_is_worth_nothing(client: Client, psc: Running, card_holder: User) -> None:
    away = psc.choose(psc.start(client), CARD)
    planted = client.session.session_key
    psc.back(client, away)
    stranger = Client()
    stranger.cookies[site.SESSION_COOKIE_NAME] = str(planted)
    assert client.session.session_key != planted
    assert stranger.get("/profil/")["Location"].startswith("/connexion/")


def test_another_person_on_the_same_screen(client: Client, psc: Running, card_holder: User) -> None:
    client.force_login(people.account(), backend="allauth.account.auth_backends.AuthenticationBackend")
    psc.answer(client, CARD)
    assert signed_in_as(client) == str(card_holder.pk)


def test_a_sign_in_costs_few_queries(client: Client, psc: Running, card_holder: User) -> None:
    """The bounds of transactions apart: ten at most, there and back."""
    with CaptureQueriesContext(connection) as there:
        away = psc.start(client)
    way = psc.choose(away, CARD)
    with CaptureQueriesContext(connection) as back:
        psc.back(client, way)
    assert signed_in_as(client) == str(card_holder.pk)
    assert len(there) <= 4
    assert len([query for query in back if "SAVEPOINT" not in query["sql"]]) <= 10


def test_the_same_card_of_another_issuer_is_nobody(client: Client, psc: Running) -> None:
    link(people.holder(), Identity(PSC, "https://autre.exemple", psc.identity(CARD).subject))
    psc.answer(client, CARD)
    assert signed_in_as(client) == ""
