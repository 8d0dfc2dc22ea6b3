"""What Pro Santé Connect, or somebody in its name, may send that opens no account."""

import logging
import time
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.models import NationalNumber, User
from medimail.audit.models import Trace
from medimail.sandbox.behaviour import Endpoint, Fault
from tests.sandbox_fixture import Running
from tests.web.conftest import CARD
from tests.web.pages import words
from tests.web.refused import is_refused, is_silent, secrets_of

pytestmark = pytest.mark.django_db
UNPROVED = "La réponse de Pro Santé Connect n’a pas pu être vérifiée."
DOWN = "Pro Santé Connect ne répond pas. Réessayez dans quelques minutes, ou connectez-vous autrement."
TOO_LATE = "Cette demande de connexion est trop ancienne, ou a déjà servi."


@pytest.fixture(autouse=True)
def somebody(card_holder: User) -> User:
    """Whom an accepted answer would sign in."""
    return card_holder


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": "d’une autre demande"}, "wrong_token"),
        ({"nonce": None}, "wrong_token"),
        ({"aud": "un-autre-service"}, "wrong_token"),
        ({"aud": ["medimail", "un-autre-service"], "azp": "un-autre-service"}, "wrong_token"),
        ({"aud": ["medimail", "un-autre-service"], "azp": None}, "wrong_token"),
        ({"iss": "https://autre.exemple/realm"}, "wrong_issuer"),
        ({"sub": None}, "wrong_token"),
        ({"exp": None}, "wrong_token"),
        ({"exp": int(time.time()) - 3600}, "wrong_token"),
        ({"acr": "eidas0"}, "weak_proof"),
        ({"acr": None}, "weak_proof"),
    ],
)
def test_a_token_that_is_not_for_us(client: Client, psc: Running, claims: dict[str, Any], reason: str) -> None:
    psc.behaviour.id_token = claims
    sentence = is_refused(client, psc.answer(client, CARD), reason)
    assert ("CPS ou e-CPS" if reason == "weak_proof" else UNPROVED) in sentence


@pytest.mark.parametrize("algorithm", ["none", "HS256", "ES256", "PS256"])
def test_the_algorithm_is_that_of_our_registration(
    client: Client, psc: Running, settings: Settings, algorithm: str
) -> None:
    """HS256 is signed with the public key, which everybody knows."""
    settings.PSC_SIGNING_ALGORITHM = "RS256"
    psc.behaviour.algorithm = algorithm
    is_refused(client, psc.answer(client, CARD), "wrong_token")


def test_signed_by_an_unknown_key(client: Client, psc: Running) -> None:
    psc.behaviour.kid = "inconnue"
    is_refused(client, psc.answer(client, CARD), "wrong_token")


def test_new_keys_are_learnt_at_once(client: Client, psc: Running, somebody: User) -> None:
    assert psc.answer(client, CARD).status_code == 302
    psc.provider.keys = type(psc.provider.keys)()
    newcomer = Client()
    psc.answer(newcomer, CARD)
    assert newcomer.session["_auth_user_id"] == str(somebody.pk)


@pytest.mark.parametrize("clock", [-115, 55])
def test_clocks_less_than_a_minute_apart(client: Client, psc: Running, somebody: User, clock: int) -> None:
    """A token lives 60 seconds: at -115 it ended 55 seconds ago."""
    psc.behaviour.clock = clock
    psc.answer(client, CARD)
    assert client.session["_auth_user_id"] == str(somebody.pk)


@pytest.mark.parametrize("clock", [-125, 65])
def test_clocks_more_than_a_minute_apart(client: Client, psc: Running, clock: int) -> None:
    psc.behaviour.clock = clock
    is_refused(client, psc.answer(client, CARD), "wrong_token")


@pytest.mark.parametrize("signed", [False, True], ids=["json", "jwt"])
def test_userinfo_of_somebody_else(client: Client, psc: Running, signed: bool) -> None:
    psc.behaviour.userinfo_signed = signed
    psc.behaviour.userinfo = {"sub": psc.identity("nurse").subject}
    is_refused(client, psc.answer(client, CARD), "wrong_token")


@pytest.mark.parametrize("number", [None, "", "3810000331/0000000042", "899700218897", "8", ["x"], 12])
def test_a_card_without_national_number(client: Client, psc: Running, number: object) -> None:
    psc.behaviour.userinfo = {"SubjectNameID": number}
    assert "ne nous donne pas votre numéro RPPS ou ADELI" in is_refused(client, psc.answer(client, CARD), "no_number")


def test_the_number_of_somebody_else(client: Client, psc: Running, somebody: User) -> None:
    psc.behaviour.userinfo = {"SubjectNameID": psc.identity("nurse").claims["SubjectNameID"]}
    is_refused(client, psc.answer(client, CARD), "other_number")
    trace = Trace.objects.filter(action="sign_in.refused").latest("id")
    assert trace.subject == f"accounts.user:{somebody.pk}"
    assert NationalNumber.objects.filter(user=somebody).exists()


def test_a_closed_account(client: Client, psc: Running, somebody: User) -> None:
    User.objects.filter(pk=somebody.pk).update(is_active=False)
    assert psc.answer(client, CARD)["Location"] == "/compte-ferme/"
    assert "_auth_user_id" not in client.session
    refusals = Trace.objects.filter(action="sign_in.refused")
    assert [trace.detail["reason"] for trace in refusals] == ["inactive"]


def test_an_answer_serves_once(client: Client, psc: Running, somebody: User) -> None:
    back = psc.choose(psc.start(client), CARD)
    psc.back(client, back)
    assert client.session["_auth_user_id"] == str(somebody.pk)
    client.logout()
    assert TOO_LATE in is_refused(client, psc.back(client, back), "wrong_state")


def test_a_code_serves_once(client: Client, psc: Running) -> None:
    """Stolen on its way, and brought with a state of the thief's own."""
    stolen = psc.choose(psc.start(client), CARD)
    psc.back(client, stolen)
    thief = Client()
    own = psc.choose(psc.start(thief), "nurse")
    mixed = own.replace(secrets_of(own)[0], secrets_of(stolen)[0])
    is_refused(thief, psc.back(thief, mixed), "code_refused")


def test_a_code_is_worth_nothing_in_another_browser(client: Client, psc: Running) -> None:
    """The code is fresh: PKCE alone refuses it."""
    stolen = psc.choose(psc.start(client), CARD)
    thief = Client()
    own = psc.choose(psc.start(thief), "nurse")
    mixed = own.replace(secrets_of(own)[0], secrets_of(stolen)[0])
    is_refused(thief, psc.back(thief, mixed), "code_refused")


@pytest.mark.parametrize("query", ["", "code=abc", "state=abc", "code=abc&state=abc", "error=access_denied"])
def test_an_answer_nobody_asked_for(client: Client, psc: Running, query: str) -> None:
    """Also of somebody who would sign a victim in to an account of their own."""
    assert TOO_LATE in is_refused(client, client.get(f"/connexion/avec/psc/retour/?{query}"), "wrong_state")


def test_answers_nobody_asked_for_do_not_fill_the_traces(client: Client, psc: Running, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "portal_answer": "2/m/ip"}
    answers = [client.get("/connexion/avec/psc/retour/?code=a&state=b").status_code for _ in range(4)]
    assert answers == [302, 302, 429, 429]
    assert Trace.objects.filter(action="sign_in.refused").count() == 2


def test_somebody_elses_answer(client: Client, psc: Running) -> None:
    theirs = psc.choose(psc.start(Client()), CARD)
    is_refused(client, psc.back(client, theirs), "wrong_state")


def test_an_answer_in_the_name_of_another_provider(client: Client, psc: Running) -> None:
    """Mix-up (RFC 9207): the code would go to the wrong token endpoint."""
    psc.behaviour.answer = {"iss": "https://autre.exemple"}
    is_refused(client, psc.answer(client, CARD), "wrong_issuer")


def test_a_provider_that_names_itself(client: Client, psc: Running, somebody: User) -> None:
    psc.behaviour.says_issuer = True
    psc.answer(client, CARD)
    assert client.session["_auth_user_id"] == str(somebody.pk)


def test_whoever_changes_their_mind(client: Client, psc: Running) -> None:
    answer = psc.back(client, psc.refuse(psc.start(client)))
    assert "Vous n’êtes pas allé au bout avec Pro Santé Connect." in is_refused(client, answer, "cancelled")


def test_a_secret_that_is_no_longer_ours(client: Client, psc: Running, settings: Settings) -> None:
    settings.PSC_CLIENT_SECRET = "celui-d-avant"
    is_refused(client, psc.answer(client, CARD), "code_refused")


@pytest.mark.parametrize("means", ["client_secret_basic", "client_secret_post"])
def test_we_say_who_we_are_as_registered(
    client: Client, psc: Running, somebody: User, settings: Settings, means: str
) -> None:
    settings.PSC_CLIENT_AUTH = means
    psc.answer(client, CARD)
    assert client.session["_auth_user_id"] == str(somebody.pk)


@pytest.mark.parametrize("fault", ["error", "garbage", "huge", "redirect"])
@pytest.mark.parametrize("endpoint", ["token", "userinfo", "certs"])
def test_a_provider_that_fails_on_the_way_back(client: Client, psc: Running, endpoint: Endpoint, fault: Fault) -> None:
    psc.behaviour.faults = {endpoint: fault}
    assert DOWN in is_refused(client, psc.answer(client, CARD), "provider_down")


@pytest.mark.parametrize("fault", ["error", "garbage", "huge", "redirect"])
def test_a_provider_that_fails_at_once(client: Client, psc: Running, fault: Fault) -> None:
    psc.behaviour.faults = {"discovery": fault}
    assert DOWN in is_refused(client, client.post("/connexion/avec/psc/"), "provider_down")


@pytest.mark.parametrize("endpoint", ["discovery", "token"])
def test_a_provider_that_is_silent(
    client: Client, psc: Running, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medimail.web.federation.oidc.asking.READ", 0.3)
    way = psc.choose(psc.start(client), CARD) if endpoint == "token" else ""
    psc.behaviour.faults = {endpoint: "silence"}
    began = time.monotonic()
    answer = psc.back(client, way) if way else client.post("/connexion/avec/psc/")
    assert DOWN in is_refused(client, answer, "provider_down")
    assert time.monotonic() - began < 5


def test_a_dead_provider_is_left_alone_a_while(client: Client, psc: Running, settings: Settings) -> None:
    psc.behaviour.faults = {"discovery": "error"}
    client.post("/connexion/avec/psc/")
    psc.behaviour.reset()
    is_refused(client, client.post("/connexion/avec/psc/"), "provider_down")


def test_nobody_listens(client: Client, psc: Running, settings: Settings) -> None:
    settings.PSC_DISCOVERY = "http://127.0.0.1:9/realm/.well-known/wallet-openid-configuration"
    assert DOWN in is_refused(client, client.post("/connexion/avec/psc/"), "provider_down")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"issuer": "https://autre.exemple"}, "wrong_issuer"),
        ({"token_endpoint": "http://169.254.169.254/latest"}, "provider_down"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "provider_down"),
        ({"jwks_uri": "file:///etc/passwd"}, "provider_down"),
        ({"token_endpoint": None}, "provider_down"),
        ({"authorization_endpoint": ["https://a"]}, "provider_down"),
    ],
)
def test_a_discovery_that_leads_astray(client: Client, psc: Running, told: dict[str, Any], reason: str) -> None:
    psc.behaviour.discovery = told
    is_refused(client, client.post("/connexion/avec/psc/"), reason)


def test_the_sign_in_page_asks_nothing_of_anybody(client: Client, psc: Running) -> None:
    psc.behaviour.faults = {"discovery": "silence"}
    assert "Connectez-vous à Medimail" in words(client.get("/connexion/"))


@pytest.mark.parametrize("spoiled", [{}, {"nonce": "autre"}], ids=["accepted", "refused"])
def test_nothing_secret_is_told(
    client: Client, psc: Running, settings: Settings, spoiled: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    psc.behaviour.id_token = spoiled
    away = psc.choose(psc.start(client), CARD)
    psc.back(client, away)
    psc.back(client, away)
    is_silent(caplog, *secrets_of(away), settings.PSC_CLIENT_SECRET, psc.identity(CARD).subject)


def test_a_refused_code_is_told_to_the_operator_by_its_name(
    client: Client, psc: Running, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PSC_CLIENT_SECRET = "celui-d-avant"
    psc.answer(client, CARD)
    assert "invalid_client" in caplog.text
    is_silent(caplog, "celui-d-avant")
