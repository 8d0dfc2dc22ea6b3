"""Ways around the second factor, the proof asked again, and the number of a card, that somebody tried."""

import base64
import json
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from secrets import token_bytes

import pytest
from allauth.account.signals import authentication_step_completed
from django.test import Client
from pytest_django.fixtures import Settings

from medimail.accounts.actions import set_password
from medimail.accounts.models import Session, User
from medimail.accounts.queries import current_terms, identities_of
from medimail.audit.models import Trace
from medimail.lib.oidc import Refused
from medimail.web.federation.oidc.asking import ask
from tests import people
from tests.factors import code_at, password_of, signed_in, type_code, with_app
from tests.people import PASSWORD, BrowserOf
from tests.saml_fixture import SamlPortal
from tests.sandbox_fixture import Running
from tests.web.pages import words

pytestmark = pytest.mark.django_db


def long_ago(client: Client) -> None:
    """Its person proved themselves, and then left the screen open."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 600}]
    session.save()


def consent() -> dict[str, str]:
    return {"accepted": "on", "version": current_terms().version}


def test_a_password_changed_before_the_last_page_ends_the_sign_in(client: Client, holder: User) -> None:
    with_app(holder)
    password_of(client, holder)
    assert type_code(client, code_at())["Location"] == "/connexion/appareil/"
    set_password(holder, "Nouveau2mots")
    client.post("/connexion/appareil/", {"trust": "no"})
    assert not signed_in(client)


def test_an_open_screen_of_an_applicant_takes_no_card(browser_of: BrowserOf, psc: Running, db: None) -> None:
    applicant = people.applicant(first_name="Inès", last_name="Caron")  # as the card says
    client = browser_of(applicant)
    long_ago(client)
    assert psc.answer(client, "pharmacist", process="connect")["Location"] == "/inscription/psc/"
    assert client.get("/inscription/psc/")["Location"].startswith("/securite/confirmer/")
    client.post("/inscription/psc/", consent())
    assert identities_of(applicant) == {}
    client.post("/securite/confirmer/", {"password": PASSWORD, "next": "/inscription/psc/"})
    assert list(identities_of(applicant)) == ["psc"], "what was typed is done after the proof"


@pytest.mark.parametrize("exercises", [[], [{"codeProfession": "999", "activities": []}]])
def test_a_card_without_a_profession_we_know_opens_nothing_by_itself(
    client: Client, browser_of: BrowserOf, applicant: User, psc: Running, exercises: list[dict[str, object]]
) -> None:
    psc.behaviour.userinfo = {"SubjectRefPro": {"exercices": exercises}}
    assert psc.answer(client, "pharmacist")["Location"] == "/inscription/"
    waiting = browser_of(applicant)
    arrived = psc.answer(waiting, "pharmacist", process="connect")
    assert "ne nous dit pas votre profession" in words(waiting.get(arrived["Location"], follow=True))
    assert waiting.post("/inscription/psc/", consent()).status_code == 302
    assert identities_of(applicant) == {}


@pytest.mark.parametrize("elsewhere", ["http://localhost/x", "http://127.0.0.1:631/", "http://testserver/profil/"])
def test_a_sign_in_leads_to_a_path_of_this_house_only(client: Client, holder: User, elsewhere: str) -> None:
    assert password_of(client, holder, next=elsewhere)["Location"] == "/"


@pytest.mark.parametrize("asked_from", ["http://[", "http://testserver:x/", "\udc80"])
def test_the_lock_stands_whatever_page_a_browser_claims(holder: User, browser_of: BrowserOf, asked_from: str) -> None:
    client = browser_of(holder)
    client.get("/profil/")
    locked = client.post("/verrou/", headers={"Referer": asked_from})
    assert locked["Location"] == "/verrou/?next=%2F"


@pytest.mark.parametrize(
    "answer", ["[" * 90_000, '{"a":' * 40_000, "1" * 5000, json.dumps({"id": "A" * 200_000}), "[]"]
)
def test_no_answer_of_a_device_breaks_a_page(client: Client, browser_of: BrowserOf, holder: User, answer: str) -> None:
    client.get("/connexion/cle/")
    assert client.post("/connexion/cle/", {"credential": answer})["Location"] == "/connexion/"
    inside = browser_of(holder)
    inside.get("/securite/cle/")
    assert inside.post("/securite/cle/", {"name": "x", "credential": answer}).status_code == 422


def test_what_no_portal_signed_is_not_stored(client: Client, saml_portal: SamlPortal) -> None:
    client.post(
        f"/connexion/saml/{saml_portal.slug}/acs/", {"SAMLResponse": base64.b64encode(token_bytes(120_000)).decode()}
    )
    assert len(Session.objects.get().session_data) < 500


def test_a_dead_provider_is_not_asked_for_ever_by_one_visitor(client: Client, psc: Running, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"provider_start": "3/m/ip"}
    psc.behaviour.faults = {"discovery": "error"}
    answers = [client.post("/connexion/avec/psc/").status_code for _ in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    assert Trace.objects.filter(action="sign_in.refused").count() == 3


def test_a_silent_provider_does_not_hold_all_our_requests(psc: Running) -> None:
    psc.behaviour.faults = {"discovery": "silence"}
    with ThreadPoolExecutor(12) as visitors:
        asked = [visitors.submit(ask, "GET", psc.discovery) for _ in range(12)]
        turned_away = wait(asked, timeout=4, return_when=FIRST_COMPLETED).done  # before its own silence is noticed
        assert turned_away
        assert all(isinstance(one.exception(), Refused) for one in turned_away)


def test_a_proof_without_its_time_is_not_a_new_one(browser_of: BrowserOf, card_holder: User, psc: Running) -> None:
    """Asked by `max_age`, every provider says it (OpenID Connect Core, 2): whoever strips that has an old session."""
    client = browser_of(card_holder)
    long_ago(client)
    psc.behaviour.id_token = {"auth_time": None}
    psc.answer(client, "pharmacist", process="redirect", next="/securite/cle/")
    assert client.get("/securite/cle/").status_code == 302


def test_a_second_click_while_the_first_signs_in_signs_in_too(client: Client, holder: User, psc: Running) -> None:
    psc.start(client)  # a visitor's session, which changes its key when somebody signs in

    def first_click(**_: object) -> None:
        Session.objects.update(session_key="the-key-of-the-first-answer")

    authentication_step_completed.connect(first_click)
    try:
        client.post("/connexion/", {"login": holder.email, "password": PASSWORD})
    finally:
        authentication_step_completed.disconnect(first_click)
    assert signed_in(client)


@pytest.mark.parametrize(
    ("headers", "told"), [({}, {"Location": "/"}), ({"HX-Request": "true"}, {"HX-Refresh": "true"})]
)
def test_a_session_ended_while_a_request_is_at_work_is_no_unreadable_request(
    browser_of: BrowserOf, holder: User, headers: dict[str, str], told: dict[str, str]
) -> None:
    client = browser_of(holder)
    long_ago(client)

    def ended(**_: object) -> None:
        Session.objects.filter(user=holder).delete()

    authentication_step_completed.connect(ended)
    try:
        answer = client.post("/securite/confirmer/?next=/profil/", {"password": PASSWORD}, headers=headers)
    finally:
        authentication_step_completed.disconnect(ended)
    assert {name: answer[name] for name in told} == told
