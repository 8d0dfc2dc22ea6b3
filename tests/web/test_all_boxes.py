"""Somebody with two boxes sees both at once; nobody sees a box of another's."""

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox
from tests import people
from tests.people import BrowserOf

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(holder: User) -> Mailbox:
    """A BAL MED beside the first one."""
    first = holder.mailboxes.get()
    address = f"autre.{first.address}"
    return Mailbox.objects.create(
        kind="MED", address=address, domain=first.domain, display_name="Autre", holder=holder, quota_bytes=10**9
    )


def test_the_list_of_all_boxes_asks_each_of_mine(holder: User, second: Mailbox, browser_of: BrowserOf) -> None:
    """No store stands behind these tests: the page names each box that it asked and that did not answer."""
    others = people.holder().mailboxes.get().address
    page = browser_of(holder).get("/boites/toutes/")
    assert page.status_code == 200
    asked = [box.address in page.text for box in holder.mailboxes.all()]
    assert (asked, others in page.text) == ([True, True], False)
    assert page["Cache-Control"] == "private, no-store"


def test_each_page_of_a_box_leads_to_the_others(holder: User, second: Mailbox, browser_of: BrowserOf) -> None:
    page = browser_of(holder).get(f"/boites/{second.pk}/ecrire/").text
    first = holder.mailboxes.exclude(pk=second.pk).get()
    assert f'/boites/{first.pk}/reception/" data-box="{first.pk}"' in page
    assert f'/reception/" data-box="{second.pk}"' not in page
    assert "/boites/toutes/" in page


def test_a_suspended_box_is_in_neither(holder: User, second: Mailbox, browser_of: BrowserOf) -> None:
    Mailbox.objects.filter(pk=second.pk).update(state=Mailbox.State.SUSPENDED)
    assert second.address not in browser_of(holder).get("/boites/toutes/").text
    assert browser_of(holder).get("/boites/non-lus/").json() == {}


def test_whoever_has_no_box_finds_no_list(browser_of: BrowserOf) -> None:
    for person in (people.account(), people.region_administrator("76"), people.platform_operator()):
        client = browser_of(person)
        assert client.get("/boites/toutes/").status_code == 404
        assert client.get("/boites/non-lus/").json() == {}


def test_a_visitor_is_sent_to_the_sign_in_page(client: Client) -> None:
    for address in ("/boites/toutes/", "/boites/non-lus/"):
        page = client.get(address)
        assert (page.status_code, page["Location"].split("?")[0]) == (302, "/connexion/")
