"""A calendar part of a message (RFC 5546), as far as a reader needs it. Never raises for broken content."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import unquote

from icalendar import Calendar, Event

from medimail.lib import calendar_text, mime_build, mime_text

MAX_BYTES = calendar_text.MAX_BYTES
_MAX_TEXT = 300
_UID = re.compile(r"[^\x00-\x1f\x7f]{1,1000}")
_MAX_SEQUENCE = 2**31 - 1


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
    uid: str = ""
    """Empty when no answer could say which meeting it is about."""
    sequence: int = 0
    occurrence: datetime | date | None = None
    """The one meant, of those that repeat."""
    organizer_address: str = ""
    """Where an answer goes; empty when it is no address."""
    invited: frozenset[str] = frozenset()
    """Addresses, in lower case."""
    replied: tuple[str, str] = ("", "")
    """Of a REPLY: who, and PARTSTAT."""


def invitation(content: bytes, charset: str | None = None) -> Invitation | None:
    """Its first event; None when nothing can be read."""
    try:
        calendar = calendar_text.parsed(content, charset)
        event = next((part for part in calendar.walk("VEVENT") if isinstance(part, Event)), None)
        starts = _moment(event, "DTSTART") if event is not None else None
        if event is None or starts is None:
            return None
        return _read(calendar, event, starts)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _read(calendar: Calendar, event: Event, starts: datetime | date) -> Invitation:
    said = event.get("ATTENDEE", [])
    guests = said if isinstance(said, list) else [said]
    method, organizer = str(calendar.get("METHOD", "PUBLISH")).upper()[:20], event.get("ORGANIZER")
    return Invitation(
        method=method,
        summary=_text(event.get("SUMMARY")),
        starts=starts,
        ends=_end(event, starts),
        place=_text(event.get("LOCATION")),
        organizer=_person(organizer),
        guests=len(guests),
        repeats="RRULE" in event,
        uid=_uid(event),
        sequence=_sequence(event.get("SEQUENCE")),
        occurrence=_moment(event, "RECURRENCE-ID"),
        organizer_address=_reachable(organizer),
        invited=frozenset(filter(None, map(_reachable, guests))),
        replied=_replied(guests[0]) if method == "REPLY" and len(guests) == 1 else ("", ""),
    )


def _uid(event: Event) -> str:
    """None either when the one meant cannot be read: the answer would be about all of them."""
    uid = event.get("UID")
    lost = "RECURRENCE-ID" in event and _moment(event, "RECURRENCE-ID") is None
    return str(uid) if isinstance(uid, str) and _UID.fullmatch(uid) and not lost else ""


def _sequence(value: object) -> int:
    return int(value) if isinstance(value, int) and 0 <= value <= _MAX_SEQUENCE else 0


def _end(event: Event, starts: datetime | date) -> datetime | date | None:
    lasts = getattr(event.get("DURATION"), "dt", None)
    ends = starts + lasts if isinstance(lasts, timedelta) else _moment(event, "DTEND")
    return ends if ends and mime_text.in_calendar(ends) else None


def _moment(event: Event, name: str) -> datetime | date | None:
    value = getattr(event.get(name), "dt", None)
    return value if isinstance(value, date) and mime_text.in_calendar(value) else None


def _replied(guest: object) -> tuple[str, str]:
    return _person(guest), str(getattr(guest, "params", {}).get("PARTSTAT", "")).upper()[:20]


def _person(value: object) -> str:
    named = getattr(value, "params", {}).get("CN", "")
    return mime_text.honest_name(_text(named), _address(value)) or _address(value)


def _reachable(value: object) -> str:
    """In lower case; empty for anything but one address, as for what hides other headers behind it (RFC 6068)."""
    address = unquote(_address(value)).lower() if isinstance(value, str) else ""
    return address if mime_build.is_address(address) else ""


def _address(value: object) -> str:
    text = _text(value)
    return text[7:] if text.lower().startswith("mailto:") else text


def _text(value: object) -> str:
    return mime_text.shown(str(value or ""))[:_MAX_TEXT]
