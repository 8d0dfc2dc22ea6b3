"""The lines of a box belong to its holder; a line of another box cannot be reached through one's own."""

from collections.abc import Callable

import pytest
from django.test import Client

from medimail.accounts.models import User
from medimail.deliveries.actions import follow
from medimail.deliveries.models import Delivery
from medimail.mailboxes.models import Mailbox
from medimail.web.deliveries.sentences import look_of, said_of
from tests import people
from tests.people import BrowserOf

pytestmark = pytest.mark.django_db
WRONG: dict[str, Callable[[], User]] = {
    "a stranger": people.account,
    "a colleague": people.holder,
    "the administrator of the region": lambda: people.region_administrator("76"),
    "the administrator of another region": lambda: people.region_administrator("53"),
}


@pytest.fixture
def line(holder: User) -> Delivery:
    """A failure nobody has seen."""
    box = holder.mailboxes.get()
    follow(box, holder, "<a@b.example>", ["luc@peer.example"])
    Delivery.objects.update(state=Delivery.State.FAILED, code="5.1.1")
    return Delivery.objects.get()


def addresses(box: Mailbox, line: Delivery) -> list[str]:
    start = f"/boites/{box.pk}/"
    return [f"{start}suivi/{line.pk}/vu/", f"{start}reception/1/accuse/"]


def test_the_holder_has_seen_it(line: Delivery, holder: User, browser_of: BrowserOf) -> None:
    answer = browser_of(holder).post(f"/boites/{line.mailbox_id}/suivi/{line.pk}/vu/")
    assert answer.status_code == 302
    line.refresh_from_db()
    assert line.dismissed_at


@pytest.mark.parametrize("person", WRONG.values(), ids=WRONG)
def test_for_anyone_else_it_does_not_exist(line: Delivery, person: Callable[[], User], browser_of: BrowserOf) -> None:
    client: Client = browser_of(person())
    assert client.get(f"/boites/{line.mailbox_id}/suivi/").status_code == 404
    assert [client.post(address).status_code for address in addresses(line.mailbox, line)] == [404, 404]
    line.refresh_from_db()
    assert line.dismissed_at is None


def test_a_line_of_another_box_is_not_reached_through_one_s_own(line: Delivery, browser_of: BrowserOf) -> None:
    other = people.holder()
    answer = browser_of(other).post(f"/boites/{other.mailboxes.get().pk}/suivi/{line.pk}/vu/")
    assert answer.status_code == 404


@pytest.mark.parametrize("method", ["get", "put"])
def test_a_link_changes_nothing(line: Delivery, holder: User, browser_of: BrowserOf, method: str) -> None:
    client = browser_of(holder)
    assert {getattr(client, method)(address).status_code for address in addresses(line.mailbox, line)} == {405}


def test_every_state_says_something() -> None:
    codes = ["", "5.1.1", "5.2.2", "4.4.1", "5.7.1", "4.2.2", "5.9.9", "5", "x"]
    lines = [
        Delivery(recipient="luc@peer.example", state=state, code=code) for state in Delivery.State for code in codes
    ]
    assert all(look_of(line).label for line in lines)
    assert [said_of(line) for line in lines if not said_of(line).endswith((".", "?")) or "{" in said_of(line)] == []
