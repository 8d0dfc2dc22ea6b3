"""What a person prefers costs their pages no query."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from medimail.accounts.actions import prefer
from medimail.accounts.models import User
from medimail.accounts.queries import preferences_of
from tests import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("chosen", [False, True])
def test_preferences_come_with_the_session(chosen: bool, holder: User, browser_of: people.BrowserOf) -> None:
    if chosen:
        prefer(holder, undo_seconds=20, density="compact")
    browser = browser_of(holder)
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(f"/boites/{holder.mailboxes.get().pk}/reglages/affichage/")
    assert [one["sql"] for one in asked if 'FROM "accounts_preferences"' in one["sql"]] == []
    assert page.context["form"]["density"].value() == ("compact" if chosen else "normal")


def test_who_chose_nothing_has_the_defaults(holder: User) -> None:
    kept = preferences_of(holder)
    assert (kept.undo_seconds, kept.density, kept.receipts) == (10, "normal", "ask")
