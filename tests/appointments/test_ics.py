"""The calendar file, as a calendar program reads it."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from medimail.appointments.access import link_of
from medimail.appointments.actions import book
from medimail.appointments.letters import visitors_calendar
from medimail.appointments.models import Appointment
from tests.appointments.agents import agent, free_times, wish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("region", "zone"), [("76", "Europe/Paris"), ("04", "Indian/Reunion"), ("978", "America/Marigot")]
)
def test_an_event_on_the_clock_of_the_region(region: str, zone: str) -> None:
    agent(region)
    booked = book(wish(free_times(region)[0], region_code=region))
    calendar = Calendar.from_ical(visitors_calendar(booked))
    assert calendar["method"] == "PUBLISH"
    [event] = calendar.walk("VEVENT")
    assert event["dtstart"].dt == booked.starts_at
    assert event["dtstart"].params["TZID"] == zone
    assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == [zone]
    assert (event["uid"], event["sequence"], event["status"]) == (f"{booked.uid}@medimail.example", 0, "CONFIRMED")
    assert event["url"] == link_of(booked)
    assert str(event["organizer"]).startswith("mailto:")
    [alarm] = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=-1)


def test_a_cancelled_one_withdraws_the_event() -> None:
    agent()
    booked = book(wish(free_times()[0]))
    booked.state = Appointment.State.CANCELLED
    calendar = Calendar.from_ical(visitors_calendar(booked))
    [event] = calendar.walk("VEVENT")
    assert (calendar["method"], event["status"], event.walk("VALARM")) == ("CANCEL", "CANCELLED", [])
