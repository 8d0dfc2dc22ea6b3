"""What a person prefers costs their pages no query."""

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from pytest_django import DjangoAssertNumQueries

from medimail.accounts.actions import prefer
from medimail.accounts.models import User
from medimail.accounts.queries import preferences_of
from tests import people

pytestmark = pytest.mark.django_db


def signed_in(user: User, browser_of: people.BrowserOf) -> User:
    request = HttpRequest()
    request.session = browser_of(user).session
    found = get_user(request)
    assert isinstance(found, User)
    return found


@pytest.mark.parametrize("chosen", [False, True])
def test_preferences_come_with_the_account(
    chosen: bool, browser_of: people.BrowserOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = people.account()
    if chosen:
        prefer(user, undo_seconds=20, density="compact")
    person = signed_in(user, browser_of)
    with django_assert_num_queries(0):
        kept = preferences_of(person)
    assert (kept.undo_seconds, kept.density, kept.receipts) == (
        (20, "compact", "ask") if chosen else (10, "normal", "ask")
    )
