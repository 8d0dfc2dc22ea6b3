"""How full the box is stands on each of its pages, with what to expect."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from medimail.accounts.models import User
from medimail.mail.growing import weigh
from medimail.web.mail import room
from tests.people import BrowserOf

pytestmark = pytest.mark.django_db
MEGABYTE = 10**6


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    room.forget()
    yield
    room.forget()


@pytest.mark.parametrize(
    ("sizes", "words", "tight"),
    [
        ((400, 500), "50\xa0% de la place utilisée. Pleine dans 7 semaines à ce rythme.", True),
        ((900, 910), "91\xa0% de la place utilisée. Pleine dans 3 mois à ce rythme.", True),
        ((500, 400), "40\xa0% de la place utilisée.<", False),
        ((900, 1000), "100\xa0% de la place utilisée. Pleine\xa0: elle refuse les nouveaux messages.", True),
    ],
)
def test_each_page_says_how_full_the_box_is(
    holder: User, browser_of: BrowserOf, sizes: tuple[int, int], words: str, *, tight: bool
) -> None:
    box, today = holder.mailboxes.get(), timezone.localdate()
    for ago, size in zip((10, 0), sizes, strict=True):
        weigh(box, size * MEGABYTE, 1000 * MEGABYTE, today - timedelta(days=ago))
    page = browser_of(holder).get(f"/boites/{box.pk}/ecrire/").text
    assert words in page
    assert ("fill small tight" in page) is tight


def test_a_box_never_weighed_shows_nothing(holder: User, browser_of: BrowserOf) -> None:
    box = holder.mailboxes.get()
    assert "de la place utilisée" not in browser_of(holder).get(f"/boites/{box.pk}/ecrire/").text
