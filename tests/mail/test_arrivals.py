"""Which boxes are asked first, while Dovecot does not answer."""

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from medimail.mail import tasks
from medimail.mail.models import Arrival
from tests import people

pytestmark = pytest.mark.django_db


def line() -> list[int]:
    found = Arrival.objects.order_by("checked_at").values_list("mailbox_id", "checked_at")
    return [mailbox for mailbox, at in sorted(found, key=lambda each: (each[1] is not None, each[1]))]


@pytest.fixture
def boxes(settings: Settings) -> list[int]:
    """Two boxes, the first one asked longest ago."""
    settings.IMAP_PORT = 9
    made = [people.holder().mailboxes.get() for _ in range(2)]
    for box in made:
        Arrival.objects.create(mailbox=box, checked_at=timezone.now())
    return [box.pk for box in made]


def test_a_ring_that_could_not_be_answered_comes_first(boxes: list[int]) -> None:
    first, second = boxes
    assert line() == [first, second]
    tasks.tell(second)
    assert line() == [second, first]


def test_a_box_that_the_sweep_could_not_open_goes_last(boxes: list[int]) -> None:
    first, second = boxes
    tasks.tell(second)
    tasks.sweep(0)
    assert line() == [second, first]
    assert not Arrival.objects.filter(checked_at=None).exists()
