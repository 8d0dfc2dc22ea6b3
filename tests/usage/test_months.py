from datetime import timedelta

import pytest
from django.utils import timezone

from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox
from medimail.usage import actions, queries
from medimail.usage.models import Month
from tests import people
from tests.people import BrowserOf
from tests.web.pages import words

pytestmark = pytest.mark.django_db


def test_each_message_counts_once_in_its_month(holder: User) -> None:
    box = people.shared_box(holder)
    for _ in range(3):
        actions.count_received(box.address.upper())
    actions.count_received("personne@ailleurs.test")
    actions.count_sent(box)
    assert [(one.received, one.sent) for one in queries.months_of(box)] == [(3, 1)]
    assert queries.this_month([box])[box.pk].received == 3


def test_a_box_nobody_opens_is_found_and_one_that_was_opened_is_not(holder: User, browser_of: BrowserOf) -> None:
    box, old = people.shared_box(holder), timezone.now() - timedelta(days=120)
    assert queries.unopened([box]) == {}
    Mailbox.objects.filter(pk=box.pk).update(opened_at=old)
    box.refresh_from_db()
    assert queries.unopened([box]) == {box.pk: timezone.localdate(old)}
    assert "Personne ne l’a ouverte depuis le" in words(browser_of(holder).get("/boites-partagees/miennes/"))
    for _ in range(2):
        actions.note_opening(box)
    assert queries.unopened([box]) == {}
    assert Month.objects.filter(mailbox=box).count() == 1
