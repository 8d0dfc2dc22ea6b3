"""When an agent is free: hours less holidays, closed days, notice and what is taken."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from medimail.appointments.actions import book, close, publish, reopen
from medimail.appointments.diary import CLOSED, Diary
from medimail.appointments.models import Agenda
from medimail.appointments.queries import FULL, openings
from medimail.lib.opening_hours import Slot
from tests import people
from tests.appointments.agents import agent, free_times, week, wish

pytestmark = pytest.mark.django_db
SUMMER = datetime(2026, 7, 6, 6, tzinfo=UTC)  # a Monday, 8 o'clock in Paris


def diary(*taken: Slot, region: str = "76", now: datetime = SUMMER, **changes: object) -> Diary:
    return Diary(Agenda.objects.get(agent=agent(region, **changes)), region, now, list(taken))


def test_a_public_holiday_is_closed() -> None:
    found = diary()
    assert (found.free(date(2026, 7, 14)), found.closed(date(2026, 7, 14))) == ([], "Fête nationale")
    assert len(found.free(date(2026, 7, 15))) == 16


def test_alsace_is_closed_when_the_agent_says_so() -> None:
    spring, good_friday = datetime(2026, 3, 30, 6, tzinfo=UTC), date(2026, 4, 3)
    assert diary(region="44", now=spring).free(good_friday)
    assert not diary(region="44", now=spring, alsace_moselle=True).free(good_friday)


def test_hours_are_on_the_clock_of_the_region() -> None:
    start, _ = diary(region="04").free(date(2026, 7, 7))[0]
    assert start == datetime(2026, 7, 7, 4, tzinfo=UTC)


def test_notice_and_horizon_bound_what_is_offered() -> None:
    found = diary(notice_hours=4, weeks_ahead=1)
    assert found.free(date(2026, 7, 6))[0][0] == SUMMER + timedelta(hours=6)  # 14 h: the morning is too near
    assert found.free(date(2026, 7, 13))
    assert not found.free(date(2026, 7, 14) + timedelta(days=1))


def test_a_slot_that_touches_a_taken_one_is_free_and_one_that_overlaps_is_not() -> None:
    start = datetime(2026, 7, 7, 7, 15, tzinfo=UTC)
    free = [
        slot[0].minute + slot[0].hour * 60 for slot in diary((start, start + timedelta(minutes=30))).free(start.date())
    ]
    assert 6 * 60 + 30 in free
    assert 7 * 60 not in free
    assert 7 * 60 + 30 not in free
    assert 8 * 60 in free


def test_closed_days_say_so_and_reopen() -> None:
    user = agent()
    days = [day.date for day in openings("76") if day.times]
    first, last = days[3], days[6]
    closure = close(user, first, last, "Congés")
    again = {day.date: day for day in openings("76")}
    assert all(not again[day].times and again[day].why for day in days[3:7])
    assert CLOSED in {again[day].why for day in days[3:7]}
    reopen(user, closure.pk)
    assert {day.date: day for day in openings("76")}[first].times


def test_a_full_day_is_shown_as_full() -> None:
    user = agent(hours={number: [(time(9), time(9, 30))] for number in range(7)})
    start = free_times()[0]
    book(wish(start))
    assert [day.why for day in openings("76") if day.why == FULL] == [FULL]
    assert start not in free_times()
    publish(user, week(published=False))
    assert openings("76") == []


def test_only_agents_of_the_region_who_may_still_sign_in_are_offered() -> None:
    user = agent()
    assert openings("76")
    assert openings("53") == []
    user.is_active = False
    user.save()
    assert openings("76") == []


def test_two_agents_share_the_same_hour() -> None:
    agent(), agent()
    start = free_times()[0]
    assert len({book(wish(start)).agent_id for _ in range(2)}) == 2
    assert start not in free_times()


def test_days_cost_the_same_queries_for_any_number_of_agents(django_assert_num_queries: object) -> None:
    agent()
    with django_assert_num_queries(4):  # type: ignore[operator]
        openings("76")
    for _ in range(3):
        agent()
    with django_assert_num_queries(4):  # type: ignore[operator]
        openings("76")


def test_only_a_region_publishes_hours() -> None:
    for stranger in (people.platform_operator(), people.structure_administrator("310000013"), people.account()):
        with pytest.raises(people.Administrator.DoesNotExist):
            publish(stranger, week())
