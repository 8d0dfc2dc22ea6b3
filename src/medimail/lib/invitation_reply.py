"""The answer to an invitation (RFC 5546, 3.2.3): whose, to which meeting, yes or no; nothing else of it goes back."""

from datetime import UTC, date, datetime

from icalendar import Calendar, Event, vCalAddress, vText

from medimail.lib import mime_text
from medimail.lib.invitation import Invitation


def build(invitation: Invitation, *, guest: tuple[str, str], status: str, moment: datetime, sent_by: str = "") -> str:
    """`status`: PARTSTAT. `sent_by`: the address of whoever answers in the name of the guest."""
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", moment)
    event.add("organizer", vCalAddress(f"mailto:{invitation.organizer_address}"))
    event.add("attendee", _guest(*guest, status, sent_by))
    if invitation.occurrence is not None:
        event.add("recurrence-id", _in_universal_time(invitation.occurrence))
    calendar = Calendar()
    calendar.add("prodid", "-//Medimail//Invitations//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "REPLY")
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def _guest(name: str, address: str, status: str, sent_by: str) -> vCalAddress:
    guest = vCalAddress(f"mailto:{address}")
    guest.params["partstat"] = vText(status)
    guest.params["cn"] = vText(mime_text.shown(name).replace('"', "'"))
    if sent_by:
        guest.params["sent-by"] = vText(f"mailto:{sent_by}")
    return guest


def _in_universal_time(moment: datetime | date) -> datetime | date:
    """The same instant, without a time zone to describe."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) and moment.tzinfo else moment
