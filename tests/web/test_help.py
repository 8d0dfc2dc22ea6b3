"""The help block: whom to call, in the visitor's region, and how the region is known."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.regions.actions import Contacts, keep_contacts
from tests import people
from tests.people import BrowserOf
from tests.web.pages import words

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[None]]
PHONE, PLATFORM_PHONE = "05 36 49 00 76", "01 99 00 00 10"
SCREENS = ["/connexion/", "/inscription/", "/inscription/organisation/", "/inscription/compte/", "/aide/"]


@pytest.fixture(autouse=True)
def published(db: None) -> None:
    keep_contacts(people.region_administrator("76"), "76", Contacts("GRADeS d’oc", PHONE, "aide@oc.example", "9 h"))
    keep_contacts(people.platform_operator(), "", Contacts("Assistance Medimail", PLATFORM_PHONE))


@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_asks_for_the_region_then_says_whom_to_call(client: Client, screen: str) -> None:
    text = words(client.get(screen))
    assert "Une question ? Besoin d’aide ? Contactez le centre de services du GRADeS de votre région !" in text
    assert client.post("/region/", {"region": "76", "next": screen})["Location"] == screen
    text = words(client.get(screen))
    assert "Contactez le centre de services du GRADeS Occitanie !" in text
    assert PHONE in text


def test_the_choice_is_remembered_for_a_year(client: Client) -> None:
    cookie = client.post("/region/", {"region": "76"}).cookies["region"]
    assert (cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (365 * 24 * 3600, "Lax", True)


def test_with_scripts_only_the_block_is_answered(client: Client) -> None:
    answer = client.post("/region/", {"region": "76", "next": "/connexion/"}, headers={"HX-Request": "true"})
    assert answer.content.decode().startswith("<aside")
    assert PHONE in words(answer)
    assert answer.cookies["region"].value == "76"


@pytest.mark.parametrize("there", ["https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", "", "x"])
def test_the_way_back_stays_on_this_site(client: Client, there: str) -> None:
    assert client.post("/region/", {"region": "76", "next": there})["Location"] == "/"


def test_after_a_refused_post_the_way_back_is_the_page_before(client: Client) -> None:
    refused = client.post("/inscription/confirmer/renvoyer/", {"email": "x"})
    there = re.search(r'name="next" value="([^"]+)"', refused.content.decode())
    assert there
    back = client.post("/region/", {"region": "76", "next": there[1]}, follow=True)
    assert back.status_code == 200
    assert "Confirmer l’adresse mail" in words(back)


@pytest.mark.parametrize("path", ["/region/", "/avis/1/fermer/"])
def test_reopened_after_it_expired_it_leads_to_a_page(client: Client, path: str) -> None:
    assert client.get(path, follow=True).status_code == 200


def test_an_unknown_region_is_not_kept_and_says_what_to_do(client: Client) -> None:
    page = client.post("/region/", {"region": "zz", "next": "/inscription/"}, follow=True)
    assert "Choisissez votre région dans la liste" in words(page)
    assert "region" not in client.cookies
    client.cookies["region"] = "zz' OR 1"
    assert "de votre région" in words(client.get("/inscription/"))


def test_the_profile_wins_over_the_cookie(browser_of: BrowserOf, applicant: User) -> None:
    client = browser_of(applicant)
    client.cookies["region"] = "53"
    text = words(client.get("/inscription/attente/"))
    assert "GRADeS Occitanie" in text
    assert "Changer de région" not in text


def test_a_region_without_contacts_is_answered_by_the_platform(client: Client) -> None:
    client.cookies["region"] = "53"
    text = words(client.get("/inscription/"))
    assert "GRADeS Bretagne" in text
    assert PLATFORM_PHONE in text
    assert PHONE not in text


def test_the_block_costs_no_query_without_region_and_one_with(
    client: Client, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(0):
        client.get("/inscription/")
    client.cookies["region"] = "76"
    with django_assert_num_queries(1):
        client.get("/inscription/")


def test_the_booking_knows_where_one_comes_from(client: Client) -> None:
    chosen = client.post("/region/", {"region": "76", "next": "/inscription/compte/"}, headers={"HX-Request": "true"})
    for page in (chosen, client.get("/inscription/compte/")):
        assert 'href="/rendez-vous/?depuis=account_signup&amp;region=76"' in page.content.decode()


def test_a_failed_sign_in_keeps_where_it_leads(client: Client) -> None:
    page = client.get("/connexion/?next=/demandes/").content.decode()
    assert 'name="next" value="/connexion/?next=/demandes/"' in page
    assert client.post("/region/", {"region": "76", "next": "/connexion/?next=/demandes/"})["Location"] == (
        "/connexion/?next=/demandes/"
    )


def test_the_help_page_lists_every_desk(client: Client) -> None:
    text = words(client.get("/aide/"))
    for seen in (PHONE, PLATFORM_PHONE, "aide@oc.example", "Assistance Medimail"):
        assert seen in text
