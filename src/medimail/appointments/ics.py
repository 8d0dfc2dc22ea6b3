"""The calendar file of an appointment: RFC 5545, published as in RFC 5546 (3.2.1 and 3.2.5)."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from medimail.appointments.models import Appointment

_BEFORE = timedelta(hours=1)


def calendar_file(appointment: Appointment, title: str, link: str) -> str:
    """`title` and `link` differ for visitor and agent; the event is the same one."""
    withdrawn = appointment.state == Appointment.State.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Medimail//Rendez-vous//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if withdrawn else "PUBLISH")
    calendar.add_component(_event(appointment, title, link, withdrawn=withdrawn))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical()).decode()


def _event(appointment: Appointment, title: str, link: str, *, withdrawn: bool) -> Event:
    zone = appointment.place.zone
    event = Event()
    event.add("uid", f"{appointment.uid}@{_sender().rpartition('@')[2]}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", appointment.starts_at.astimezone(zone))
    event.add("dtend", appointment.ends_at.astimezone(zone))
    event.add("status", "CANCELLED" if withdrawn else "CONFIRMED")
    event.add("summary", title)
    event.add("location", appointment.meeting)
    event.add("description", f"Voir, déplacer ou annuler\N{NO-BREAK SPACE}: {link}")
    event.add("url", link)
    event.add("organizer", _organizer())
    if not withdrawn:
        event.add_component(_alarm(title))
    return event


def _organizer() -> vCalAddress:
    organizer = vCalAddress(f"mailto:{_sender()}")
    organizer.params["cn"] = vText("Medimail")
    return organizer


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -_BEFORE)
    alarm.add("description", title)
    return alarm


def _sender() -> str:
    return parseaddr(settings.NOTICE_FROM)[1]
