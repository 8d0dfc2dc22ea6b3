"""A sign-in costs ten queries at most: with its session, its trace, and all that stands before the page."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from medimail.accounts.models import User
from tests import people

pytestmark = pytest.mark.django_db
BUDGET = 10
# A test runs inside a transaction, so one of ours shows as a savepoint: the boundaries are no question to the database.
BOUNDARIES = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def cost(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        act()
    return [one["sql"] for one in caught.captured_queries if not one["sql"].startswith(BOUNDARIES)]


def sign_in(user: User, client: Client | None = None, password: str = people.PASSWORD) -> Callable[[], object]:
    return lambda: (client or Client()).post("/connexion/", {"login": user.email, "password": password})


def test_by_password(holder: User) -> None:
    asked = cost(sign_in(holder))
    assert any('INSERT INTO "accounts_session"' in one for one in asked)
    assert any('INSERT INTO "audit_trace"' in one for one in asked)
    assert len(asked) <= BUDGET, asked


def test_by_somebody_who_came_often_and_from_many_places(holder: User) -> None:
    for number in range(12):
        people.signed_in(holder, f"curl{number}bot/1")
    assert len(cost(sign_in(holder))) <= BUDGET


def test_by_a_visitor_who_looked_around_first(holder: User) -> None:
    client = Client()
    assert client.session.session_key  # a row of a visitor
    assert len(cost(sign_in(holder, client))) <= BUDGET


@pytest.mark.parametrize("who", ["known", "unknown", "too many", "closed"])
def test_refused(holder: User, who: str) -> None:
    if who == "closed":
        holder.is_active = False
        holder.save()
    if who == "unknown":
        holder.email = "personne@exemple.test"
    for _ in range(5 if who == "too many" else 0):
        sign_in(holder, password="faux")()
    password = people.PASSWORD if who == "closed" else "faux"
    asked = cost(sign_in(holder, password=password))
    assert len(asked) <= BUDGET, asked


def test_a_page_of_a_session_in_use_asks_for_it_and_its_person_at_once(holder: User) -> None:
    client = people.signed_in(holder)
    assert len(cost(lambda: client.get("/verrou/reste/"))) == 1
