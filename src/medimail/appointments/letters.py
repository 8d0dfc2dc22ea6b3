"""E8, to visitor and agent. Nothing typed freely by the visitor stands in them, since a word may tell of a health."""

from django.utils import timezone

from medimail.appointments.access import link_for_agent, link_of
from medimail.appointments.ics import calendar_file
from medimail.appointments.models import Appointment
from medimail.notifications.actions import notify


def write_to_visitor(appointment: Appointment, kind: str) -> None:
    """`kind`: booked, moved, cancelled or reminder."""
    context = {"first_name": appointment.name, "link": link_of(appointment)}
    _write(appointment, appointment.email, f"appointment_{kind}", context, visitors_calendar(appointment))


def write_to_agent(appointment: Appointment, kind: str) -> None:
    """`kind`: new, moved or gone."""
    link = link_for_agent(appointment)
    context = {"first_name": appointment.agent.first_name, "link": link, "event": kind}
    calendar = calendar_file(appointment, f"Medimail\N{NO-BREAK SPACE}: {appointment.name}", link)
    _write(appointment, appointment.agent.email, "appointment_agent", context, calendar)


def visitors_calendar(appointment: Appointment) -> str:
    title = f"Rendez-vous Medimail\N{NO-BREAK SPACE}: {appointment.get_subject_display()}"
    return calendar_file(appointment, title, link_of(appointment))


def _write(appointment: Appointment, to: str, kind: str, context: dict[str, str], calendar: str) -> None:
    """Hours are said on the clock of the region."""
    with timezone.override(appointment.place.zone):
        notify(to, kind, {**context, "appointment": appointment}, calendar=calendar)
