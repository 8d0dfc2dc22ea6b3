"""An open page hears of new mail at once, and of nobody else's."""

import http.client
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.house_fixture import House
from tests.wire.browsing import Person
from tests.wire.site import inside, letter, subject, submission


@contextmanager
def listening(house: House, cookie: str) -> Iterator[http.client.HTTPResponse]:
    """Once its first line has come, nothing said later is missed."""
    live = urllib.parse.urlsplit(house.live)
    link = http.client.HTTPConnection(live.netloc, timeout=20)
    try:
        link.request("GET", live.path, headers={"Cookie": cookie})
        answer = link.getresponse()
        if answer.status == 200:
            assert answer.readline() == b": here\n"
        yield answer
    finally:
        link.close()


def news(answer: http.client.HTTPResponse) -> int:
    while not (line := answer.readline()).startswith(b"data: "):
        assert line, "the stream ended"
    return int(line.removeprefix(b"data: "))


def test_each_hears_of_their_own_box_and_of_no_other(house: House) -> None:
    doctor, pharmacist = (Person(house, house.accounts[role]) for role in ("doctor", "pharmacist"))
    mine, theirs = doctor.account.mailbox or "", pharmacist.account.mailbox or ""
    with listening(house, doctor.cookie) as to_doctor, listening(house, pharmacist.cookie) as to_pharmacist:
        for address, sender in ((theirs, mine), (mine, theirs)):
            submission(house, sender).submit([address], letter(sender, address, subject()))
        # Each stream's first news is of its own box, though the other's was said too.
        assert news(to_doctor) == doctor.box
        assert news(to_pharmacist) == pharmacist.box


@pytest.mark.parametrize("cookie", ["", "sessionid=not-a-session", "sessionid="])
def test_who_is_not_signed_in_hears_nothing(house: House, cookie: str) -> None:
    with listening(house, cookie) as answer:
        assert (answer.status, answer.read()) == (204, b"")


def test_a_page_that_stays_open_hears_nothing_after_its_session(house: House) -> None:
    """Also of a busy box, whose page is never idle."""
    pharmacist = Person(house, house.accounts["pharmacist"])
    address = pharmacist.account.mailbox or ""
    with listening(house, pharmacist.cookie) as answer:
        inside(house, "from medimail.accounts.models import Session\nSession.objects.all().delete()")
        submission(house, address).submit([address], letter(address, address, subject()))
        assert b"data" not in answer.read()


def test_a_session_that_ends_hears_nothing_any_more(house: House) -> None:
    doctor = Person(house, house.accounts["doctor"])
    inside(house, "from medimail.accounts.models import Session\nSession.objects.all().delete()")
    with listening(house, doctor.cookie) as answer:
        assert answer.status == 204
