"""Clicks at the same instant, on real connections."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from medimail.accounts.models import User
from medimail.contacts import actions
from medimail.contacts.cards import Card
from medimail.contacts.errors import Full
from medimail.contacts.models import FAVOURITES, Book, Favourite, Group, Member
from tests import people

TIMES = 6


def together(act: Callable[[int], object]) -> list[object]:
    barrier = threading.Barrier(TIMES)

    def one(number: int) -> object:
        try:
            barrier.wait(timeout=30)
            return act(number)
        except Full:
            return "full"
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as threads:
        return list(threads.map(one, range(TIMES)))


@pytest.fixture
def person(copied_database: str) -> User:
    return people.account()


def test_the_first_favourite_sent_many_times_is_one_in_one_book(person: User) -> None:
    card = Card("same@elsewhere.example", "")
    assert sorted(together(lambda _: actions.keep(person, [card]))) == [0] * (TIMES - 1) + [1]  # type: ignore[type-var]
    assert (Book.objects.count(), Favourite.objects.count()) == (1, 1)
    gone = together(lambda _: actions.drop(person, card.address))
    assert gone.count(card) == 1
    assert gone.count(None) == TIMES - 1


def test_the_last_place_of_a_book_is_taken_once(person: User) -> None:
    actions.keep(person, [Card(f"a{rank}@elsewhere.example", "") for rank in range(FAVOURITES - 1)])
    ended = together(lambda number: actions.keep(person, [Card(f"b{number}@elsewhere.example", "")]))
    assert sorted(map(str, ended)) == ["1", *["full"] * (TIMES - 1)]


def test_a_group_and_its_member_are_made_once(person: User) -> None:
    made = together(lambda _: actions.open_group(person, "Équipe"))
    group = Group.objects.get()
    assert made.count((group, True)) == 1
    card = Card("same@elsewhere.example", "")
    assert sum(together(lambda _: actions.gather(person, group.pk, [card]))) == 1  # type: ignore[call-overload]
    assert Member.objects.count() == 1
