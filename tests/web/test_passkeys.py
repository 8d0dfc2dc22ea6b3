"""Passkeys: added, used beside a password and alone, and every answer that must be refused."""

import json
from typing import Any

import pytest
from django.test import Client

from medimail.accounts.factors import factors_of
from medimail.accounts.models import User
from medimail.audit.models import Trace
from tests import people
from tests.factors import password_of, signed_in
from tests.passkey import TOUCHED, Passkey, browser, question_of
from tests.web.pages import Page, words

pytestmark = pytest.mark.django_db


def add(client: Client, key: Passkey, **more: str) -> Page:
    answer = key.created(question_of(client.get("/securite/cle/")))
    return client.post("/securite/cle/", {"name": "Téléphone", "credential": answer, **more})


def owner_of(key: Passkey, user: User) -> Client:
    client = browser()
    password_of(client, user)
    assert add(client, key)["Location"] == "/securite/codes/"
    return client


def alone(client: Client, key: Passkey) -> Page:
    asked: dict[str, Any] = json.loads(client.get("/connexion/cle/").json()["question"])
    return client.post("/connexion/cle/", {"credential": key.signed(asked), "next": "/profil/"})


def second(client: Client, key: Passkey) -> Page:
    asked = question_of(client.get("/connexion/second-facteur/"))
    return client.post("/connexion/second-facteur/", {"credential": key.signed(asked)})


def refusals() -> list[str]:
    return [one.detail["reason"] for one in Trace.objects.filter(action="sign_in.refused").order_by("id")]


@pytest.fixture
def key(holder: User) -> Passkey:
    made = Passkey()
    owner_of(made, holder)
    return made


def test_it_signs_in_alone(key: Passkey) -> None:
    client = browser()
    assert alone(client, key)["Location"] == "/profil/"
    assert signed_in(client)


def test_it_is_asked_after_the_password(key: Passkey, holder: User) -> None:
    client = browser()
    assert password_of(client, holder)["Location"] == "/connexion/second-facteur/"
    assert second(client, key)["Location"] == "/connexion/appareil/"


def test_it_confirms_again(key: Passkey, holder: User) -> None:
    client = browser()
    alone(client, key)
    asked = question_of(client.get("/securite/cle/") and _again(client))
    assert client.post("/securite/confirmer/", {"credential": key.signed(asked), "next": "/profil/"}).status_code == 302


def _again(client: Client) -> Page:
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    return client.get("/securite/confirmer/")


def test_the_passkey_of_another_account_is_refused(key: Passkey, holder: User) -> None:
    other = people.holder(first_name="Aline")
    others = Passkey(number=b"the key of another")
    owner_of(others, other)
    client = browser()
    password_of(client, holder)
    assert second(client, others).status_code == 422
    others.owner = key.owner  # claims to be the holder
    assert alone(browser(), others)["Location"] == "/connexion/"
    assert refusals() == ["wrong_passkey"] * 2


def test_an_answer_serves_once_and_in_its_own_session(key: Passkey) -> None:
    client, thief = browser(), browser()
    asked = json.loads(client.get("/connexion/cle/").json()["question"])
    answer = key.signed(asked)
    thief.get("/connexion/cle/")
    assert thief.post("/connexion/cle/", {"credential": answer})["Location"] == "/connexion/"
    assert client.post("/connexion/cle/", {"credential": answer})["Location"] == "/"
    client.post("/deconnexion/")
    assert client.post("/connexion/cle/", {"credential": answer})["Location"] == "/connexion/"
    assert not signed_in(client)


def test_a_wrong_answer_ends_its_question(key: Passkey) -> None:
    client = browser()
    asked = json.loads(client.get("/connexion/cle/").json()["question"])
    client.post("/connexion/cle/", {"credential": "{}"})
    assert client.post("/connexion/cle/", {"credential": key.signed(asked)})["Location"] == "/connexion/"
    assert not signed_in(client)


@pytest.mark.parametrize("wrong", [{"flags": TOUCHED}, {"host": "medimail.pirate.test"}])
def test_an_unverified_person_and_an_imitation_are_refused(key: Passkey, wrong: dict[str, Any]) -> None:
    for name, value in wrong.items():
        setattr(key, name, value)
    client = browser()
    assert alone(client, key)["Location"] == "/connexion/"
    assert not signed_in(client)


def test_a_key_that_verifies_nobody_is_not_added(holder: User) -> None:
    client = browser()
    password_of(client, holder)
    page = add(client, Passkey(flags=TOUCHED))
    assert page.status_code == 422
    assert not factors_of(holder).passkeys


@pytest.mark.parametrize("answer", ["", "{", "[]", "null", '"x"', "{}", '{"id": "x"}', '{"response": {}}', '{"id": 1}'])
@pytest.mark.parametrize("path", ["/connexion/cle/", "/connexion/second-facteur/", "/securite/cle/"])
def test_unreadable_answers_never_fall(key: Passkey, holder: User, path: str, answer: str) -> None:
    client = browser()
    if path == "/securite/cle/":
        alone(client, key)
    elif path == "/connexion/second-facteur/":
        password_of(client, holder)
    client.get(path)
    page = client.post(path, {"credential": answer}, follow=True)
    assert page.status_code in {200, 422}
    assert "Recommencez, ou choisissez un autre moyen" in words(page)


def test_a_closed_account_is_closed_to_its_passkey(key: Passkey, holder: User) -> None:
    holder.is_active = False
    holder.save()
    client = browser()
    assert alone(client, key)["Location"] == "/compte-ferme/"
    assert not signed_in(client)


def test_its_owner_names_and_removes_it_and_nobody_else(key: Passkey, holder: User) -> None:
    [mine] = factors_of(holder).passkeys
    stranger = browser()
    password_of(stranger, people.holder(first_name="Aline"))
    for act in ("nom", "retirer"):
        assert stranger.get(f"/securite/cle/{mine.pk}/{act}/").status_code == 404
        assert stranger.post(f"/securite/cle/{mine.pk}/{act}/", {"name": "x"}).status_code == 404
    client = browser()
    alone(client, key)
    client.post(f"/securite/cle/{mine.pk}/nom/", {"name": "Clé du cabinet"})
    assert "Clé du cabinet" in words(client.get("/securite/"))
    client.post(f"/securite/cle/{mine.pk}/retirer/")
    assert not factors_of(holder).asked
    assert alone(browser(), key)["Location"] == "/connexion/"
