"""A calendar part of a message (RFC 5546), as far as a reader needs it. Never raises for broken content."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from medimail.lib import mime_text

MAX_BYTES = 256 * 1024
_MAX_TEXT = 300


@dataclass(frozen=True, slots=True)
class Invitation:
    method: str
    """REQUEST, CANCEL, REPLY or another word of RFC 5546; PUBLISH when it says none."""
    summary: str
    starts: datetime | date
    ends: datetime | date | None
    place: str
    organizer: str
    guests: int
    repeats: bool


def invitation(content: bytes) -> Invitation | None:
    """Its first event; None when nothing can be read."""
    try:
        calendar = Calendar.from_ical(content[:MAX_BYTES])
        event = next((part for part in calendar.walk("VEVENT") if isinstance(part, Event)), None)
        starts = _moment(event, "DTSTART") if event is not None else None
        if event is None or starts is None:
            return None
        return _read(str(calendar.get("METHOD", "PUBLISH")), event, starts)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _read(method: str, event: Event, starts: datetime | date) -> Invitation:
    guests = event.get("ATTENDEE", [])
    return Invitation(
        method=method.upper()[:20],
        summary=_text(event.get("SUMMARY")),
        starts=starts,
        ends=_end(event, starts),
        place=_text(event.get("LOCATION")),
        organizer=_person(event.get("ORGANIZER")),
        guests=len(guests) if isinstance(guests, list) else 1,
        repeats="RRULE" in event,
    )


def _end(event: Event, starts: datetime | date) -> datetime | date | None:
    lasts = getattr(event.get("DURATION"), "dt", None)
    ends = starts + lasts if isinstance(lasts, timedelta) else _moment(event, "DTEND")
    return ends if ends and mime_text.in_calendar(ends) else None


def _moment(event: Event, name: str) -> datetime | date | None:
    value = getattr(event.get(name), "dt", None)
    return value if isinstance(value, date) and mime_text.in_calendar(value) else None


def _person(value: object) -> str:
    named = getattr(value, "params", {}).get("CN", "")
    return mime_text.honest_name(_text(named), _address(value)) or _address(value)


def _address(value: object) -> str:
    text = _text(value)
    return text[7:] if text.lower().startswith("mailto:") else text


def _text(value: object) -> str:
    return mime_text.shown(str(value or ""))[:_MAX_TEXT]
