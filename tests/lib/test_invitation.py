"""An invitation as a stranger may write it, and the answer that goes back."""

import time
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from medimail.lib import invitation_reply
from medimail.lib.invitation import Invitation, invitation

ORGANIZER = "ORGANIZER:mailto:claire@chu.example"
OUTLOOK = "Customized Time Zone"


def calendar(*lines: str, zone: str = "", method: str = "REQUEST", starts: str = "DTSTART:20261201T083000Z") -> str:
    event = ["BEGIN:VEVENT", "UID:réunion;1", starts, *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", f"METHOD:{method}", *zone.split("\n"), *event, "END:VCALENDAR", ""])


def read(*lines: str, **more: str) -> Invitation:
    found = invitation(calendar(*lines, **more).encode())
    assert found
    return found


def zone(rule: str, offset: str = "+0500") -> str:
    part = "\n".join(["DTSTART:19010101T000000", f"RRULE:{rule}", "TZOFFSETFROM:+0100", f"TZOFFSETTO:{offset}"])
    parts = [f"BEGIN:{name}\n{part}\nEND:{name}" for name in ("STANDARD", "DAYLIGHT")]
    return "\n".join(["BEGIN:VTIMEZONE", f"TZID:{OUTLOOK}", *parts, "END:VTIMEZONE"])


YEARLY = "FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10"


def test_who_invites_and_who_is_invited_are_addresses() -> None:
    found = read(
        "ORGANIZER;CN=Claire:MAILTO:Claire@CHU.example", "ATTENDEE:mailto:A@b.example", "ATTENDEE:mailto:c@d.example"
    )
    assert found.organizer_address == "claire@chu.example"
    assert found.invited == {"a@b.example", "c@d.example"}


@pytest.mark.parametrize(
    "organizer",
    [
        "mailto:a@b.example%0d%0aBcc:x@y.example",
        "mailto:a@b.example?cc=x@y.example",
        "mailto:a@b.example\\, x@y.example",
        "mailto:a@b.example,x@y.example",
        "http://b.example/",
        "mailto:",
        "a@localhost",
    ],
)
def test_an_organizer_who_hides_more_than_one_address_is_none(organizer: str) -> None:
    assert read(f"ORGANIZER:{organizer}").organizer_address == ""


@pytest.mark.parametrize("lines", [("ATTENDEE:mailto:a@b.example",) * 3_000, ("RRULE:FREQ=SECONDLY",) * 1_000])
def test_many_lines_cost_little(lines: tuple[str, ...]) -> None:
    begun = time.process_time()
    assert read(*lines).summary == ""
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=SECONDLY;BYMONTH=3", "FREQ=YEARLY;BYMONTH=3;BYSECOND=1,2,3"])
def test_a_zone_that_changes_each_second_holds_nobody(rule: str) -> None:
    starts = read(zone=zone(rule), starts=f"DTSTART;TZID={OUTLOOK}:20261201T090000").starts
    assert isinstance(starts, datetime)
    begun = time.process_time()
    assert starts.replace(tzinfo=starts.tzinfo or UTC).astimezone(UTC).hour == 9
    assert time.process_time() - begun < 1


def test_a_zone_means_what_its_own_message_says() -> None:
    for offset, hour in (("+0500", 4), ("+0200", 7), ("+0500", 4)):
        starts = read(zone=zone(YEARLY, offset), starts=f"DTSTART;TZID={OUTLOOK}:20261201T090000").starts
        assert isinstance(starts, datetime)
        assert starts.astimezone(UTC).hour == hour


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "utf-8"])
def test_its_charset_is_the_one_declared(charset: str) -> None:
    found = invitation(calendar("SUMMARY:Été").encode(charset), charset)
    assert found
    assert found.summary == "Été"


def test_folded_lines_are_one() -> None:
    assert read("SUMMARY:Ré\r\n uni\r\n\ton").summary == "Réunion"


@pytest.mark.parametrize("lines", [("RECURRENCE-ID:99991231T235959Z",), ("UID:2",), ("UID:3", "UID:4")])
def test_what_cannot_be_told_from_another_meeting_has_no_name(lines: tuple[str, ...]) -> None:
    assert read(ORGANIZER, *lines).uid == ""


@pytest.mark.parametrize(
    ("said", "number"), [("3", 3), ("-1", 0), ("x", 0), ("99999999999", 0), ("2\r\nSEQUENCE:3", 0)]
)
def test_a_version_is_a_number(said: str, number: int) -> None:
    assert read(f"SEQUENCE:{said}").sequence == number


NESTED = "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 9_000 + "END:VEVENT\r\n" * 9_000 + "END:VCALENDAR\r\n"


@pytest.mark.parametrize(
    "content",
    ["", "x", NESTED, calendar("RECURRENCE-ID:demain"), "BEGIN:VCALENDAR", calendar("DESCRIPTION:" + "x" * 11_000_000)],
)
def test_what_cannot_be_read_is_no_invitation(content: str) -> None:
    assert invitation(content.encode()) is None


def answered(*lines: str, guest: str = "Anne Roux", sent_by: str = "") -> str:
    named = (guest, "anne@medecin.example")
    moment = datetime(2026, 11, 24, 8, tzinfo=UTC)
    return invitation_reply.build(read(*lines), guest=named, status="TENTATIVE", moment=moment, sent_by=sent_by)


def test_an_answer_says_whose_and_to_what_and_nothing_else() -> None:
    kept = ("SEQUENCE:3", ORGANIZER, "ATTENDEE:mailto:anne@medecin.example")
    left = ("SUMMARY:secret", "DESCRIPTION:secret", "LOCATION:secret", "ATTACH:http://secret/", "X-SECRET:secret")
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1H", "DESCRIPTION:secret", "END:VALARM")
    text = answered(*kept, *left, "ATTENDEE:mailto:secret@b.example", *alarm)
    assert "secret" not in text.lower()
    whole = Calendar.from_ical(text)
    (event,) = whole.walk("VEVENT")
    assert (whole["METHOD"], event["UID"], event["SEQUENCE"], event["ORGANIZER"]) == (
        "REPLY",
        "réunion;1",
        3,
        "mailto:claire@chu.example",
    )
    guest = event["ATTENDEE"]
    assert (guest, guest.params["PARTSTAT"]) == ("mailto:anne@medecin.example", "TENTATIVE")
    assert "SENT-BY" not in guest.params


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("RECURRENCE-ID;TZID=Europe/Paris:20261202T093000", datetime(2026, 12, 2, 8, 30, tzinfo=UTC)),
        ("RECURRENCE-ID;VALUE=DATE:20261202", date(2026, 12, 2)),
        ("RECURRENCE-ID:20261202T093000", datetime.fromisoformat("2026-12-02T09:30")),
    ],
)
def test_the_occurrence_meant_is_named(line: str, meant: date) -> None:
    (event,) = Calendar.from_ical(answered(ORGANIZER, line)).walk("VEVENT")
    assert getattr(event["RECURRENCE-ID"], "dt", None) == meant


def test_names_stay_names() -> None:
    text = answered(ORGANIZER, guest='Dr "Roux"; née:\r\nX-EVIL:1', sent_by="paul@medecin.example")
    assert "\nX-EVIL" not in text
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["ATTENDEE"].params["SENT-BY"] == "mailto:paul@medecin.example"
