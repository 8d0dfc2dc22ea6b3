"""Two acts at the same instant, on real connections: each proof serves once, and a way in is left."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection

from medimail.accounts.actions import add_app, link, renew_recovery_codes, unlink, use_code
from medimail.accounts.errors import LastWayIn
from medimail.accounts.factors import factors_of
from medimail.accounts.identity import PSC, Identity
from medimail.accounts.models import User
from medimail.accounts.queries import identities_of
from tests import people
from tests.factors import SECRET, code_at, with_app


@pytest.fixture
def holder(copied_database: str) -> User:
    """Threads commit: their rows live in a database that goes away."""
    return people.holder()


def together(act: Callable[[], object], times: int = 4) -> list[object]:
    barrier = threading.Barrier(times)

    def one(_: int) -> object:
        try:
            barrier.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))


def test_a_code_of_the_application_serves_one(holder: User) -> None:
    with_app(holder)
    used = together(lambda: use_code(holder, code_at()))
    assert sum(one is not None for one in used) == 1


def test_a_recovery_code_serves_one(holder: User) -> None:
    code = with_app(holder)[0]
    used = together(lambda: use_code(holder, code))
    assert sum(one is not None for one in used) == 1
    assert factors_of(holder).codes_left == 9


def test_one_application_is_linked_and_its_codes_are_made_once(holder: User) -> None:
    assert together(lambda: add_app(holder, SECRET, code_at())).count(True) == 1
    together(lambda: renew_recovery_codes(holder))
    assert factors_of(holder).codes_left == 10


def test_of_the_last_two_ways_in_one_stays(holder: User) -> None:
    holder.set_unusable_password()
    holder.save()
    for _ in range(10):
        both = [PSC, "guyasis"]
        for provider in both:
            link(holder, Identity(provider, "https://provider.example", holder.email))

        def leave(left: list[str] = both) -> None:
            with suppress(LastWayIn):
                unlink(holder, left.pop())

        together(leave, 2)
        assert len(identities_of(holder)) == 1
