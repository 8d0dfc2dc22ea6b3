"""Reports of other servers and programs: read as they are written, and harmless however they are written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medimail.lib.reports import Line, Origin, parse
from tests.lib import reports
from tests.lib.reports import AWAY, BOX, ENVELOPE, OWN, PEER, SUBMITTED, TO, brought, delivery, reading


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    ("action", "said"),
    [("failed", "failed"), ("Delayed", "delayed"), ("delivered", "delivered"), ("relayed (x)", "relayed")],
)
def test_a_delivery_report_is_read(action: str, said: str, ends: bytes) -> None:
    report = parse(delivery(action).replace(b"\n", ends))
    assert report
    assert (report.kind, report.envelope, report.message_id) == ("delivery", ENVELOPE, reports.ABOUT)
    assert report.lines == (Line(TO, said, "5.1.1"),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("disposition", "said"),
    [("displayed", "read"), ("DELETED", "deleted"), ("displayed/error", "read")],
)
def test_a_receipt_is_read(disposition: str, said: str) -> None:
    report = parse(reading(disposition))
    assert report
    assert (report.kind, report.sender, report.message_id, report.lines[0].said) == ("reading", TO, reports.ABOUT, said)


@pytest.mark.parametrize(
    ("top", "origin"),
    [
        (brought(OWN), Origin("", own=True)),
        (brought(PEER), Origin("", peer="peer.example")),
        (brought(SUBMITTED, sender=TO), Origin(TO)),
        ("", Origin("")),
        # What a stranger wrote stands below what our servers wrote.
        (brought(PEER) + OWN, Origin("", peer="peer.example")),
        (brought(SUBMITTED, sender=TO) + PEER.format(name="other.example", box=BOX), Origin(TO)),
        (brought(SUBMITTED, sender=TO) + "Return-Path: <>\n", Origin(TO)),
        (OWN + brought(OWN), Origin("")),
    ],
)
def test_who_brought_it_is_what_our_servers_say(top: str, origin: Origin) -> None:
    report = parse(delivery("failed", top=top or "X-Nothing: x\n"))
    assert report
    assert report.origin == origin


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("multipart/report", "multipart/mixed"),
        ("message/delivery-status", "text/plain"),
        ("Action: failed", "Action: exploded"),
        ("Action: failed", ""),
        ("rfc822; ", "x400; "),
        (reports.ABOUT, ""),
    ],
)
def test_what_says_nothing_usable_is_no_report(old: str, new: str) -> None:
    whole = delivery("failed", recipient=AWAY).decode().replace("Original-Recipient", "X-Original")
    report = parse(whole.replace(old, new).encode())
    assert report is None or report.message_id == ""


def test_encoded_parts_and_rewritten_addresses_are_read() -> None:
    raw = delivery("failed", recipient="a+b@peer.example").replace(
        b"Final-Recipient: rfc822; a+b", b"Final-Recipient: rfc822; z"
    )
    coded = raw.replace(b"message/delivery-status\n", b"message/delivery-status\nContent-Transfer-Encoding: 8bit\n")
    report = parse(coded)
    assert report
    assert report.lines[0].recipient == "a+b@peer.example"


@given(st.binary(max_size=2000), st.integers(0, 1500), st.integers(0, 300))
def test_no_damage_makes_it_fail(noise: bytes, at: int, cut: int) -> None:
    for whole in (delivery("failed"), reading()):
        parse(whole[:at] + noise + whole[at + cut :])


@pytest.mark.parametrize(
    "hostile",
    [
        b"--710A.1795/house.test\n" * 200_000,
        b"A: b\n\n" * 300_000,
        b"\n " * 500_000,
        b"Action: failed\n" * 200_000,
        b"=" * 3_000_000,
        b"Status: " + b"5." * 1_000_000,
    ],
)
def test_size_costs_no_time(hostile: bytes) -> None:
    before, start = delivery("failed"), time.process_time()
    middle = before.index(b"Final-Recipient")
    parse(before[:middle] + hostile + before[middle:])
    assert time.process_time() - start < 1
