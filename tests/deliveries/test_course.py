"""A line only ever learns more, in whatever order and how often its news come."""

from itertools import permutations

import pytest

from medimail.deliveries.course import changes
from medimail.deliveries.models import Delivery

S = Delivery.State
SAID = [S.DELAYED, S.RELAYED, S.DELIVERED, S.DELETED, S.READ, S.FAILED]


def after(*said: Delivery.State) -> Delivery.State:
    state = S.ACCEPTED
    for each in said:
        state = each if changes(state, each) else state
    return state


@pytest.mark.parametrize(
    ("said", "final"),
    [
        ([S.DELAYED, S.RELAYED, S.DELIVERED, S.READ], S.READ),
        ([S.DELAYED, S.FAILED], S.FAILED),
        ([S.RELAYED, S.FAILED], S.FAILED),
        ([S.DELIVERED, S.DELETED], S.DELETED),
        ([S.DELETED, S.READ], S.READ),
    ],
)
def test_news_may_come_in_any_order_and_twice(said: list[Delivery.State], final: Delivery.State) -> None:
    for order in permutations([*said, *said]):
        assert after(*order) == final


@pytest.mark.parametrize("late", [S.DELAYED, S.RELAYED, S.DELIVERED, S.DELETED])
def test_no_server_takes_a_failure_back(late: Delivery.State) -> None:
    assert after(S.FAILED, late) == S.FAILED


def test_only_the_reader_takes_a_failure_back() -> None:
    assert after(S.FAILED, S.READ, S.FAILED) == S.READ


@pytest.mark.parametrize("late", SAID)
def test_what_is_read_stays_read(late: Delivery.State) -> None:
    assert after(S.READ, late) == S.READ


@pytest.mark.parametrize("late", SAID)
def test_whoever_was_silent_may_still_speak(late: Delivery.State) -> None:
    assert changes(S.SILENT, late) == (late != S.DELAYED)
