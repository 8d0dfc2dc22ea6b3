"""Signing in by the SAML portal of a region, which is pysaml2."""

import base64
import zlib
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from medimail.accounts.models import User
from medimail.accounts.queries import identities_of
from tests import people
from tests.saml_fixture import ISSUER, NAME, SUBJECT, SamlPortal
from tests.saml_idp import Message
from tests.web.pages import signed_in, words

pytestmark = pytest.mark.django_db
PERSISTENT_IDS = [
    "urn:oasis:names:tc:SAML:attribute:subject-id",
    "urn:oasis:names:tc:SAML:attribute:pairwise-id",
]


@pytest.fixture(autouse=True)
def unhurried(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.mark.parametrize("signed", ["assertion", "response"])
def test_a_person_whose_account_is_linked_comes_in(
    saml_portal: SamlPortal, portal_user: User, client: Client, signed: str
) -> None:
    page = saml_portal.came_in(client, signed=signed)
    assert signed_in(client) == portal_user.pk
    assert page.redirect_chain[-1][0].startswith("/boites/")


@pytest.mark.parametrize("name", PERSISTENT_IDS)
def test_a_portal_may_name_people_by_an_attribute(
    saml_portal: SamlPortal, portal_user: User, client: Client, name: str
) -> None:
    def named(response: Message) -> None:
        attribute = response.assertion[0].attribute_statement[0].attribute[0]
        attribute.name, attribute.attribute_value[0].text = name, SUBJECT

    saml_portal.came_in(client, change=named, subject="of-this-visit-alone")
    assert signed_in(client) == portal_user.pk


def test_who_is_unknown_signs_in_once_and_consents(saml_portal: SamlPortal, holder: User, client: Client) -> None:
    page = saml_portal.came_in(client)
    assert signed_in(client) is None
    assert f"{NAME} vous a reconnu" in words(page)
    said = {"login": holder.email, "password": people.PASSWORD}
    asked = client.post(page.redirect_chain[-1][0], said, follow=True)
    assert identities_of(holder) == {}, "not before the person consents"
    client.post(asked.redirect_chain[-1][0])
    assert set(identities_of(holder)) == {"occitanie"}


def test_a_person_signed_in_links_the_portal(
    saml_portal: SamlPortal, holder: User, client: Client, browser_of: people.BrowserOf
) -> None:
    browser = browser_of(holder)
    saml_portal.came_back(browser, saml_portal.answer(saml_portal.asked(browser, process="connect")))
    assert set(identities_of(holder)) == {"occitanie"}
    saml_portal.came_in(client)
    assert signed_in(client) == holder.pk


def test_somebody_elses_identity_is_not_linked(
    saml_portal: SamlPortal, portal_user: User, holder: User, browser_of: people.BrowserOf
) -> None:
    browser = browser_of(holder)
    saml_portal.came_back(browser, saml_portal.answer(saml_portal.asked(browser, process="connect")))
    assert identities_of(holder) == {}
    assert signed_in(browser) == holder.pk
    assert set(identities_of(portal_user)) == {"occitanie"}


def test_only_issuer_and_subject_are_kept(saml_portal: SamlPortal, portal_user: User, client: Client) -> None:
    saml_portal.came_in(client)
    assert list(portal_user.socialaccount_set.values_list("extra_data", flat=True)) == [
        {"issuer": ISSUER, "subject": SUBJECT}
    ]
    assert "Dupont" not in str(dict(client.session))


def test_a_sign_in_costs_few_queries(saml_portal: SamlPortal, portal_user: User, client: Client) -> None:
    """The bounds of transactions apart."""
    xml = saml_portal.answer(saml_portal.asked(client))
    next_page = saml_portal.posted(client, xml)
    with CaptureQueriesContext(connection) as caught:
        client.get(next_page)
    assert signed_in(client) == portal_user.pk
    assert len([query for query in caught if "SAVEPOINT" not in query["sql"]]) <= 10


def test_our_addresses_are_never_those_of_the_host_asked(saml_portal: SamlPortal, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    page = Client().get(f"{saml_portal.address}metadata/", headers={"host": "attacker.example"})
    assert b"attacker.example" not in page.content
    assert f"{settings.PUBLIC_URL}{saml_portal.address}acs/".encode() in page.content


def test_ways_back_to_another_site_are_forgotten(saml_portal: SamlPortal, portal_user: User, client: Client) -> None:
    asked = saml_portal.asked(client, next="https://attacker.example/")
    page = saml_portal.came_back(client, saml_portal.answer(asked), relay="https://attacker.example/")
    assert signed_in(client) == portal_user.pk
    assert all(address.startswith("/") for address, _ in page.redirect_chain)


def test_our_own_way_back_is_kept(saml_portal: SamlPortal, portal_user: User, client: Client) -> None:
    asked = saml_portal.asked(client, next="/profil/")
    page = saml_portal.came_back(client, saml_portal.answer(asked))
    assert page.redirect_chain[-1][0] == "/profil/"


def test_a_new_proof_is_asked_of_the_portal(
    saml_portal: SamlPortal, portal_user: User, browser_of: people.BrowserOf
) -> None:
    asked = saml_portal.asked(browser_of(portal_user), process="redirect", next="/profil/")
    question = parse_qs(urlsplit(asked).query)["SAMLRequest"][0]
    assert b'ForceAuthn="true"' in zlib.decompress(base64.b64decode(question), -15)


@pytest.mark.parametrize("process", ["connect", "redirect", "nonsense"])
def test_a_visitor_can_only_ask_to_sign_in(saml_portal: SamlPortal, client: Client, process: str) -> None:
    assert client.post(saml_portal.address, {"process": process})["Location"] == reverse("account_login")


def test_signing_out_at_the_portal_ends_what_it_opened(
    saml_portal: SamlPortal, portal_user: User, client: Client
) -> None:
    saml_portal.came_in(client)
    asked = saml_portal.idp.signs_out(saml_portal.our_metadata, SUBJECT)
    page = client.get(asked)
    assert page["Location"].startswith("https://portail.example/slo?SAMLResponse=")
    assert signed_in(client) is None


def test_signing_out_at_the_portal_leaves_other_sessions(
    saml_portal: SamlPortal, portal_user: User, browser_of: people.BrowserOf
) -> None:
    browser = browser_of(portal_user)
    browser.get(saml_portal.idp.signs_out(saml_portal.our_metadata, SUBJECT))
    assert signed_in(browser) == portal_user.pk


@pytest.mark.parametrize("lost", ["Signature", "SigAlg", "SAMLRequest"])
def test_nobody_else_signs_people_out(saml_portal: SamlPortal, portal_user: User, client: Client, lost: str) -> None:
    saml_portal.came_in(client)
    path, _, query = saml_portal.idp.signs_out(saml_portal.our_metadata, SUBJECT).partition("?")
    kept = "&".join(part for part in query.split("&") if not part.startswith(f"{lost}="))
    assert client.get(f"{path}?{kept}").status_code == 302
    assert signed_in(client) == portal_user.pk


@pytest.mark.parametrize("page", ["", "acs/", "fin/", "sortie/", "metadata/"])
def test_no_such_portal(db: None, page: str) -> None:
    ask = Client().post if page in {"", "acs/"} else Client().get
    answer = ask(f"/connexion/saml/inconnu/{page}", follow=True)
    assert answer.status_code == 404
