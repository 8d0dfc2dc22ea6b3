"""The text of a calendar part, parsed without letting it choose what that costs or what another message means."""

import re
import threading
from collections.abc import Iterable, Iterator

from icalendar import Calendar
from icalendar.timezone import tzp

from medimail.lib import mime_text

MAX_BYTES = 256 * 1024
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"\r\n|\r|\n")
_PART = re.compile(
    r"FREQ=YEARLY|INTERVAL=1|BYMONTH=\d{1,2}|BYDAY=[+-]?[1-5]?[A-Z]{2}|BYMONTHDAY=[\d,-]{1,40}|UNTIL=[0-9TZ]{8,16}|WKST=[A-Z]{2}"
)
_DATE = re.compile(r"[0-9TZ]{8,16}")
_MOST_SWITCHES = 20
_one_at_a_time = threading.Lock()


def parsed(content: bytes, charset: str | None) -> Calendar:
    """Raises ValueError, and what else the library raises for broken content."""
    text = _FOLD.sub("", mime_text.decode_bytes(content[:MAX_BYTES], charset, cut=True))
    bounded = "\r\n".join(_bounded(_LINE.split(text)))
    with _one_at_a_time:
        # The library keeps the first zone of each name for the whole process: it would shift the hours of whoever
        # names theirs the same, as Outlook does (« Customized Time Zone »).
        tzp.use_default()
        return Calendar.from_ical(bounded)


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    """Without the time zones that cost too much."""
    zone, switches = list[str](), 0
    for line in lines:
        upper = line.strip().upper()
        if not zone and upper != "BEGIN:VTIMEZONE":
            yield line
            continue
        zone.append(line)
        switches += upper in {"BEGIN:STANDARD", "BEGIN:DAYLIGHT"}
        if upper == "END:VTIMEZONE":
            if switches <= _MOST_SWITCHES and all(map(_harmless, zone)):
                yield from zone
            zone = []


def _harmless(line: str) -> bool:
    """Once a year, in one month. The library counts each change of the clock since the first: a zone that changes each
    second holds the thread that shows it for ever."""
    name, _, value = line.strip().upper().partition(":")
    if name.partition(";")[0] == "RDATE":
        return _DATE.fullmatch(value) is not None
    if name.partition(";")[0] != "RRULE":
        return True
    parts = value.split(";")
    return all(map(_PART.fullmatch, parts)) and sum(part.startswith("BYMONTH=") for part in parts) == 1
