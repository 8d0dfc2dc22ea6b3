"""Reading: the cost of a page, and messages meant to do harm."""

import json

import pytest

from medimail.lib.imap import Session
from tests.house_fixture import House, eventually
from tests.wire.browsing import Person
from tests.wire.site import Counter, count, inside, letter, store, subject, submission

BIG = 50_000

MEASURE = """
import json
from medimail.mailboxes.models import Mailbox
from medimail.mail.listing import folder_page
box = Mailbox.objects.get(address={address!r})
folder_page(box, box.holder, {folder!r})
page = folder_page(box, box.holder, {folder!r})
older = folder_page(box, box.holder, {folder!r}, before=page.older)
print(json.dumps([page.total, len(page.rows), len(older.rows), page.rows[0].uid > older.rows[0].uid]))
"""


def commands_of_three_pages(house: House, address: str, folder: str) -> tuple[list[str], list[int]]:
    """What Dovecot was asked, counted on the wire, and what the pages held."""
    counter = Counter(house.imap)
    try:
        printed = inside(house, MEASURE.format(address=address, folder=folder), MEDIMAIL_IMAP=counter.endpoint)
    finally:
        counter.shutdown()
        counter.server_close()
    return counter.commands, json.loads(printed.splitlines()[-1])


def fill(session: Session, folder: str, upto: int) -> None:
    """Copies of copies: each round doubles the folder."""
    while (exists := session.open(folder).exists) < upto:
        session._client.copy(f"{max(1, exists - 25_000)}:*", folder)


def test_a_page_of_fifty_thousand_costs_no_more_commands_than_one_of_fifty(house: House) -> None:
    address = house.accounts["med"].mailbox or ""
    with store(house, address) as session:
        session.open("Archive")
        for number in range(120):
            session.append("Archive", letter("a@x.example", address, f"Message {number}"), ())
        small, (small_total, *_) = commands_of_three_pages(house, address, "archives")
        fill(session, "Archive", BIG)
    big, (total, rows, older_rows, newest_first) = commands_of_three_pages(house, address, "archives")
    assert 120 <= small_total < BIG  # other tests archive here too
    assert (total >= BIG, rows, older_rows, newest_first) == (True, 50, 50, True)
    assert big == small
    pages = [command for command in big if command not in {"CAPABILITY", "AUTHENTICATE"}]
    assert pages.count("LIST") == 1, "folders are asked once in a minute"
    assert len(pages) - 1 <= 3 * 4
    assert not {"SORT", "THREAD", "SEARCH"} & set(pages)


HTML = """Content-Type: text/html; charset=utf-8
MIME-Version: 1.0
""".replace("\n", "\r\n")
EVIL = """<p>Texte visible</p><script>fetch('//evil.example')</script><img src="https://evil.example/p" onerror="x()">
<div style="background:url(//evil.example/b)">fond</div><a href="javascript:x()">lien</a><svg onload="x()"></svg>"""


@pytest.fixture
def pharmacist(house: House) -> Person:
    return Person(house, house.accounts["pharmacist"])


def test_html_with_scripts_is_shown_and_does_nothing(house: House, pharmacist: Person) -> None:
    sender, receiver, title = house.accounts["doctor"].mailbox or "", pharmacist.account.mailbox or "", subject()
    submission(house, sender).submit([receiver], letter(sender, receiver, title, HTML, EVIL))
    eventually(lambda: count(house, receiver, "INBOX", title) == 1)
    uid = pharmacist.uid_of("reception", title)
    page = pharmacist.get(f"/boites/{pharmacist.box}/reception/{uid}/")
    assert "sandbox" in page.text
    body = pharmacist.get(f"/boites/{pharmacist.box}/reception/{uid}/corps/")
    assert "Texte visible" in body.text
    for trace in ("evil.example", "<script", "onerror", "onload", "javascript:"):
        assert trace not in body.text, trace


def test_a_message_of_another_box_is_not_found(house: House, pharmacist: Person) -> None:
    doctor = Person(house, house.accounts["doctor"])
    assert pharmacist.folder("reception").status == 200
    for path in ("reception/", "reception/1/", "reception/1/corps/", "reception/1/pieces/2/", "ecrire/"):
        assert pharmacist.get(f"/boites/{doctor.box}/{path}").status == 404, path


def test_a_message_that_is_gone_is_not_found(pharmacist: Person) -> None:
    assert pharmacist.get(f"/boites/{pharmacist.box}/reception/4294967295/").status == 404


EVENT = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n{}SUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR"
CALENDAR = "MIME-Version: 1.0\r\nContent-Type: text/calendar\r\n"


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("Date: Fri, 31 Dec 9999 23:59:59 +0000\r\n", "x"),
        (CALENDAR, EVENT.format("DTSTART:99991231T235959Z\r\n")),
        (CALENDAR, EVENT.format("DTSTART:20261201T090000Z\r\nDTEND:99991231T235959Z\r\n")),
        (CALENDAR, EVENT.format("DTSTART:00010101T000000Z\r\n")),
    ],
)
def test_a_message_of_the_end_of_time_opens(house: House, head: str, text: str) -> None:
    """Shown by the clock of here, such a moment lies beyond all that Python counts."""
    doctor = Person(house, house.accounts["doctor"])
    address = doctor.account.mailbox or ""
    with store(house, address) as session:
        uid = session.append("INBOX", letter("a@x.example", address, subject(), head, text), ())
    assert doctor.get(f"/boites/{doctor.box}/reception/{uid}/").status == 200
