"""Absence and filing rules on a whole house: what Dovecot does with a message after each change."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.house_fixture import House, eventually
from tests.wire.browsing import Page, Person
from tests.wire.site import count, letter, store, subject, submission

ANSWER = "=?utf-8?"  # the subject of an answer, « Réponse automatique », is encoded


def at(person: Person, what: str, values: dict[str, str], below: str = "") -> Page:
    path = f"/boites/{person.box}/reglages/{what}/"
    return person.post(person.get(path), path + below, values)


def away(person: Person, **changes: str) -> Page:
    today = date.today()  # noqa: DTZ011 (the house and the test stand on one machine)
    days = {"since": str(today - timedelta(days=2)), "until": str(today + timedelta(days=2))}
    return at(person, "absence", {**days, "text": "Je suis en congé.\r\nMerci.", **changes})


@pytest.fixture
def person(house: House) -> Iterator[Person]:
    found = Person(house, house.accounts["doctor"])
    yield found
    at(found, "absence", {}, "retour/")


def write(house: House, sender: str, to: str, extra: str = "") -> str:
    title = subject()
    submission(house, sender).submit([to], letter(sender, to, title, extra))
    return title


def test_two_absent_people_answer_each_other_once_at_most(house: House, person: Person) -> None:
    other = Person(house, house.accounts["med"])
    here, there = person.account.mailbox or "", other.account.mailbox or ""
    assert "Vous êtes absent jusqu’au" in away(person, deputy=there).text
    away(other)
    before = count(house, there, "INBOX", ANSWER), count(house, here, "INBOX", ANSWER)
    title = write(house, there, here)
    eventually(lambda: count(house, there, "INBOX", ANSWER) > before[0])
    again = write(house, there, here, "Auto-Submitted: auto-replied\r\n")
    eventually(lambda: count(house, here, "INBOX", title) == count(house, here, "INBOX", again) == 1)
    assert (count(house, there, "INBOX", ANSWER), count(house, here, "INBOX", ANSWER)) == (before[0] + 1, before[1])
    at(other, "absence", {}, "retour/")


def test_a_rule_files_until_its_folder_is_gone(house: House, person: Person) -> None:
    sender, here = house.accounts["med"].mailbox or "", person.account.mailbox or ""
    with store(house, here) as session:
        session.run(lambda client: client.create_folder("Essais"))
    listed = at(person, "regles", {"subject": "Essai", "folder": "Essais", "seen": "on"})
    assert "ranger dans" in listed.text
    title = write(house, sender, here)
    eventually(lambda: count(house, here, "Essais", title) == 1)
    with store(house, here) as session:
        session.run(lambda client: client.delete_folder("Essais"))
    later = write(house, sender, here)
    eventually(lambda: count(house, here, "INBOX", later) == 1)
    rule = re.findall(r"/reglages/regles/(\d+)/", listed.text)[-1]
    assert "Règle supprimée" in at(person, "regles", {}, f"{rule}/supprimer/").text


def test_what_cannot_be_is_said(person: Person) -> None:
    today = date.today()  # noqa: DTZ011
    refused = away(person, since=str(today), until=str(today - timedelta(days=1)))
    assert refused.status == 422
    assert "vient avant le premier" in refused.text
    assert at(person, "regles", {"folder": "Archive"}).status == 422
