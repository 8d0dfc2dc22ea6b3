"""Pro Santé Connect for somebody who is signed in: to link a card, to prove oneself again; and signing out of it."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from medimail.accounts.actions import publish_terms
from medimail.accounts.identity import PSC, Identity
from medimail.accounts.models import User
from medimail.audit.models import Trace
from medimail.web.federation.oidc import discovery
from tests import people
from tests.sandbox_fixture import Running, fetch
from tests.web.conftest import CARD
from tests.web.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(client: Client, psc: Running, card_holder: User) -> Client:
    """Signed in by card."""
    psc.answer(client, CARD)
    return client


def proofs(client: Client) -> list[dict[str, object]]:
    return [one for one in client.session[AUTHENTICATION_METHODS_SESSION_KEY] if one.get("reauthenticated")]


def reason_of_last_refusal() -> str:
    return str(Trace.objects.filter(action="sign_in.refused").latest("id").detail["reason"])


def test_a_person_proves_themselves_again(inside: Client, psc: Running, card_holder: User) -> None:
    away = psc.start(inside, process="redirect", next="/profil/")
    assert parse_qs(urlsplit(away).query)["prompt"] == ["login"]
    assert psc.back(inside, psc.choose(away, CARD))["Location"] == "/profil/"
    assert [one["provider"] for one in proofs(inside)] == ["psc"]


@pytest.mark.parametrize("known", [False, True], ids=["unknown card", "a colleague’s card"])
def test_another_card_proves_nothing(inside: Client, psc: Running, known: bool) -> None:
    if known:
        SocialAccount.objects.create(user=people.holder(), provider="psc", uid=uid_of(psc, "nurse"), extra_data={})
    assert psc.answer(inside, "nurse", process="redirect", next="/profil/")["Location"] == "/securite/"
    assert proofs(inside) == []
    assert reason_of_last_refusal() == "other_identity"


def uid_of(psc: Running, key: str) -> str:
    return Identity(PSC, psc.provider.issuer, psc.identity(key).subject).uid


def test_new_terms_do_not_stand_in_the_way(inside: Client, psc: Running) -> None:
    """Whoever is asked to prove themselves may not have read them yet: a locked session asks so before all else."""
    publish_terms("2099-01", "CGU", "Texte.")
    psc.answer(inside, CARD)
    assert inside.get("/profil/")["Location"].startswith("/conditions/")
    assert psc.answer(inside, CARD, process="redirect", next="/securite/")["Location"] == "/securite/"
    assert proofs(inside)


def test_an_older_proof_is_not_a_new_one(inside: Client, psc: Running) -> None:
    """Whoever sits at an open screen may take `prompt=login` out of the address."""
    psc.behaviour.id_token = {"auth_time": int(time.time()) - 600}
    assert psc.answer(inside, CARD, process="redirect")["Location"] == "/securite/"
    assert proofs(inside) == []
    assert reason_of_last_refusal() == "weak_proof"


def test_an_older_proof_signs_in(client: Client, psc: Running, card_holder: User) -> None:
    """That is what a session at Pro Santé Connect is for."""
    psc.behaviour.id_token = {"auth_time": int(time.time()) - 600}
    psc.answer(client, CARD)
    assert client.session["_auth_user_id"] == str(card_holder.pk)


@pytest.mark.parametrize("process", ["connect", "redirect", "nonsense"])
def test_a_visitor_links_nothing_and_proves_nothing(client: Client, psc: Running, process: str) -> None:
    assert client.post("/connexion/avec/psc/", {"process": process})["Location"] == "/connexion/"


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_a_session_that_ended_meanwhile(client: Client, psc: Running, process: str) -> None:
    """Its state went with it, so a card is never linked to whoever signed in since."""
    client.force_login(people.holder(), backend="allauth.account.auth_backends.AuthenticationBackend")
    way = psc.choose(psc.start(client, process=process), "nurse")
    client.logout()
    client.force_login(people.holder(), backend="allauth.account.auth_backends.AuthenticationBackend")
    psc.back(client, way)
    assert not SocialAccount.objects.exists()
    assert reason_of_last_refusal() == "wrong_state"


def test_a_card_is_linked_by_its_holder(client: Client, psc: Running) -> None:
    user = people.holder(national_id=psc.identity("nurse").claims["SubjectNameID"][1:])
    client.post("/connexion/", {"login": user.email, "password": people.PASSWORD})
    psc.answer(client, "nurse", process="connect")
    assert SocialAccount.objects.get().user == user


def test_signing_out_ends_the_session_at_pro_sante_connect_too(inside: Client, psc: Running) -> None:
    page = inside.post("/deconnexion/")
    assert "_auth_user_id" not in inside.session
    assert "Vous êtes déconnecté de Medimail." in words(page)
    address = str(page.context["url"])
    asked = parse_qs(urlsplit(address).query)
    assert asked["post_logout_redirect_uri"] == ["http://127.0.0.1:8000/connexion/"]
    status, _, back = fetch(address)
    assert (status, back) == (302, f"http://127.0.0.1:8000/connexion/?state={asked['state'][0]}")


def test_signing_out_while_pro_sante_connect_is_down(inside: Client, psc: Running) -> None:
    psc.behaviour.faults = {"discovery": "silence", "logout": "silence"}
    assert inside.post("/deconnexion/").status_code in {200, 302}
    assert "_auth_user_id" not in inside.session


def test_signing_out_asks_nobody_where(inside: Client, psc: Running) -> None:
    """Not asked lately by this process: our session ends, and that is all."""
    discovery.forget()
    psc.behaviour.faults = {"discovery": "silence"}
    assert inside.post("/deconnexion/")["Location"] == "/connexion/"


def test_a_password_session_ends_here_alone(client: Client, psc: Running, card_holder: User) -> None:
    psc.start(client)
    client.force_login(card_holder, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/deconnexion/")["Location"] == "/connexion/"


def test_the_table_of_sessions_shows_no_number(inside: Client, psc: Running) -> None:
    kept = str(dict(inside.session.items()))
    assert "psc_id_token" in kept
    assert "eyJ" not in kept
