"""Many visitors at the same instant, on real connections: nobody shares an hour, and nobody's wish is doubled."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from medimail.appointments.access import token_of
from medimail.appointments.actions import book, cancel, close, move
from medimail.appointments.errors import SlotTaken, TooLate, TooMany
from medimail.appointments.models import Agenda, Appointment, Closure
from tests.appointments.agents import agent, free_times, wish

VISITORS = 8
Outcome = str


def together(acts: list[Callable[[], object]]) -> Counter[Outcome]:
    """All of them at once; how many ended how."""
    barrier = threading.Barrier(len(acts))

    def one(act: Callable[[], object]) -> Outcome:
        try:
            barrier.wait(timeout=30)
            act()
        except (SlotTaken, TooMany, TooLate) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return Counter(threads.map(one, acts))


@pytest.fixture(autouse=True)
def agents(copied_database: str) -> None:
    agent(), agent()


def test_an_hour_of_two_agents_goes_to_two_visitors() -> None:
    start = free_times()[0]
    wishes = [wish(start) for _ in range(VISITORS)]
    outcomes = together([lambda wish=wish: book(wish) for wish in wishes])  # type: ignore[misc]
    assert outcomes == {"done": 2, "SlotTaken": VISITORS - 2}
    assert Appointment.objects.filter(starts_at=start).values("agent").distinct().count() == 2


def test_a_form_sent_many_times_makes_one_appointment() -> None:
    same = wish(free_times()[0])
    assert together([lambda: book(same)] * VISITORS) == {"done": VISITORS}
    assert Appointment.objects.count() == 1


def test_one_address_never_holds_more_than_two() -> None:
    wishes = [wish(start, email="a@exemple.test") for start in free_times()[:VISITORS]]
    outcomes = together([lambda wish=wish: book(wish) for wish in wishes])  # type: ignore[misc]
    assert outcomes == {"done": 2, "TooMany": VISITORS - 2}


def test_moving_and_booking_compete_for_the_same_hour() -> None:
    times = free_times()
    mine, his = book(wish(times[0])), book(wish(times[1]))
    tokens = [token_of(mine), token_of(his)]
    acts = [lambda: move(tokens[0], times[2]), lambda: move(tokens[1], times[2]), lambda: book(wish(times[2]))]
    assert together(acts * 2)["SlotTaken"] >= 1
    taken = Appointment.objects.filter(starts_at=times[2], state="booked").values_list("agent", flat=True)
    assert len(taken) == len(set(taken)) == 2


def test_moving_and_cancelling_at_once_leaves_one_truth() -> None:
    times = free_times()
    token = token_of(book(wish(times[0])))
    together([lambda: move(token, times[1]), lambda: cancel(token)])
    assert Appointment.objects.get().state == "cancelled"


def test_the_same_days_closed_many_times_are_closed_once() -> None:
    julie = Agenda.objects.select_related("agent").earliest("pk").agent
    day = date(2026, 12, 24)
    for _ in range(3):
        together([lambda: close(julie, day, day, "Congés")] * VISITORS)
        assert Closure.objects.count() == 1
        Closure.objects.all().delete()
