"""Signatures and models: one's own, or those of a box for all who write from it; for anyone else they do not exist."""

from collections.abc import Callable

import pytest

from medimail.accounts.models import User
from medimail.stationery.actions import Written, write
from medimail.stationery.models import Paper
from tests import people
from tests.people import BrowserOf

pytestmark = pytest.mark.django_db
WRONG: dict[str, Callable[[], User]] = {
    "a stranger": people.account,
    "a colleague": people.holder,
    "the administrator of the region": lambda: people.region_administrator("76"),
    "the administrator of another region": lambda: people.region_administrator("53"),
}
TYPED = {"kind": "signature", "name": "Courte", "text": "Pharmacie du Centre", "by_default": "on", "shared": "on"}


def at(holder: User, rest: str = "") -> str:
    return f"/boites/{holder.mailboxes.get().pk}/reglages/signature/{rest}"


@pytest.fixture(params=[True, False], ids=["of the box", "of the person"])
def paper(request: pytest.FixtureRequest, holder: User) -> Paper:
    return write(holder.mailboxes.get(), holder, Written("model", "Merci", "Bien reçu.", shared=request.param))


def test_the_holder_writes_changes_and_removes_one(holder: User, browser_of: BrowserOf) -> None:
    client = browser_of(holder)
    assert client.post(at(holder), TYPED).status_code == 302
    signature = Paper.objects.get(mailbox=holder.mailboxes.get())
    assert client.post(at(holder, f"{signature.pk}/"), TYPED | {"text": "Ouvert"}).status_code == 302
    assert b"Ouvert" in client.get(at(holder, f"{signature.pk}/")).content
    assert client.post(at(holder, f"{signature.pk}/supprimer/")).status_code == 302
    assert not Paper.objects.exists()


def test_of_two_default_signatures_the_later_counts(holder: User, browser_of: BrowserOf) -> None:
    client = browser_of(holder)
    for name in ("Courte", "Longue"):
        client.post(at(holder), TYPED | {"name": name})
    assert [one.name for one in Paper.objects.filter(by_default=True)] == ["Longue"]


@pytest.mark.parametrize("person", WRONG.values(), ids=WRONG)
def test_for_anyone_else_it_does_not_exist(
    paper: Paper, holder: User, person: Callable[[], User], browser_of: BrowserOf
) -> None:
    client, places = browser_of(person()), [at(holder), at(holder, f"{paper.pk}/")]
    acts = [*places, at(holder, f"{paper.pk}/supprimer/")]
    answers = [client.get(place).status_code for place in places] + [
        client.post(one, TYPED).status_code for one in acts
    ]
    assert answers == [404] * 5
    assert Paper.objects.get().text == "Bien reçu."


def test_it_is_not_reached_through_another_box(paper: Paper, browser_of: BrowserOf) -> None:
    colleague = people.holder()
    client = browser_of(colleague)
    assert client.get(at(colleague, f"{paper.pk}/")).status_code == 404
    assert client.post(at(colleague, f"{paper.pk}/"), TYPED).status_code == 404
    assert client.post(at(colleague, f"{paper.pk}/supprimer/")).status_code == 404
    assert b"Merci" not in client.get(at(colleague)).content
