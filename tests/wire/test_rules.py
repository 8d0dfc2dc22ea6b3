"""Absence and filing rules on a whole house: what Dovecot does with a message after each change."""

import contextlib
import itertools
import re
import smtplib
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.house_fixture import House, eventually
from tests.wire.browsing import Page, Person
from tests.wire.site import count, letter, store, subject, submission

BEGINS = itertools.count(2)
ANSWER = "=?utf-8?"  # the subject of an answer, « Réponse automatique », is encoded


def at(person: Person, what: str, values: dict[str, str], below: str = "") -> Page:
    path = f"/boites/{person.box}/reglages/{what}/"
    return person.post(person.get(path), path + below, values)


def away(person: Person, **changes: str) -> Page:
    today = date.today()  # noqa: DTZ011 (the house and the test stand on one machine)
    # Each begins another day: the same absence answers a person once.
    days = {"since": str(today - timedelta(days=next(BEGINS))), "until": str(today + timedelta(days=2))}
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
    assert "Vous êtes absent jusqu’au" in away(person, deputy=f"Remplaçant <{there}>").text
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


def rules_of(person: Person) -> list[str]:
    page = person.get(f"/boites/{person.box}/reglages/regles/")
    return list(dict.fromkeys(re.findall(r'/reglages/regles/(\d+)/"', page.text)))


def without_rules(person: Person) -> None:
    for rule in rules_of(person):
        at(person, "regles", {}, f"{rule}/supprimer/")


def test_rules_follow_a_folder_that_is_renamed(house: House, person: Person) -> None:
    sender, here = house.accounts["med"].mailbox or "", person.account.mailbox or ""
    old, new = subject(), subject()
    shelves = f"/boites/{person.box}/dossiers/"
    made = person.post(person.get(shelves), shelves, {"name": old}).text
    slug = re.findall(rf"/boites/{person.box}/dossiers/([0-9a-f]{{32}})/", made)[0]
    at(person, "regles", {"subject": "Essai", "folder": old})
    edit = f"{shelves}{slug}/"
    person.post(person.get(edit), edit, {"name": new})
    assert new in person.get(f"/boites/{person.box}/reglages/regles/").text
    title = write(house, sender, here)
    eventually(lambda: count(house, here, new, title) == 1)
    without_rules(person)


PARTS = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"
FILE = "--b\r\nContent-Type: text/plain\r\n\r\nVoir.\r\n--b\r\nContent-Type: application/pdf\r\n"
FILE += 'Content-Disposition: attachment; filename="a.pdf"\r\n\r\nAAAA\r\n--b--'


def test_a_message_with_a_file_is_filed_and_marked(house: House, person: Person) -> None:
    sender, here = house.accounts["med"].mailbox or "", person.account.mailbox or ""
    at(person, "regles", {"with_attachment": "on", "subject": "Essai", "folder": "Archive", "seen": "on"})
    with_file, without = subject(), write(house, sender, here)
    submission(house, sender).submit([here], letter(sender, here, with_file, PARTS, FILE))
    eventually(lambda: count(house, here, "Archive", with_file) == count(house, here, "INBOX", without) == 1)
    uid = person.uid_of("archives", with_file)
    with store(house, here) as session:
        session.open("Archive", readonly=True)
        assert uid not in {0, *session.unseen_after(0)}
    without_rules(person)


def test_mail_of_patients_is_filed_by_their_national_domain(house: House, person: Person) -> None:
    here = person.account.mailbox or ""
    at(person, "regles", {"from_patients": "on", "folder": "Archive"})
    patient, other = subject(), subject()
    delivered(house, "180011122233344@patient.mssante.fr", here, patient)
    delivered(house, "medecin@patient.mssante.fr.exemple.test", here, other)
    eventually(lambda: count(house, here, "Archive", patient) == count(house, here, "INBOX", other) == 1)
    without_rules(person)


def test_programs_lists_and_reports_get_no_answer(house: House, person: Person) -> None:
    here, there = person.account.mailbox or "", house.accounts["med"].mailbox or ""
    away(person)
    silent = [
        ("List-Id: <liste.exemple.test>\r\n", there),
        ("Precedence: bulk\r\n", there),
        ("Auto-Submitted: auto-generated\r\n", there),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n", there),
        ("", f"no-reply@{there.partition('@')[2]}"),
        ("", ""),  # a report: nobody to answer
    ]
    before = count(house, there, "INBOX", ANSWER)
    titles = [delivered(house, sender, here, subject(), extra) for extra, sender in silent]
    eventually(lambda: all(count(house, here, "INBOX", title) == 1 for title in titles))
    # What is answered comes after, by the same way: had the others been answered, theirs would be there too.
    asked = delivered(house, there, here, subject())
    eventually(lambda: count(house, there, "INBOX", ANSWER) > before)
    eventually(lambda: count(house, here, "INBOX", asked) == 1)
    assert count(house, there, "INBOX", ANSWER) == before + 1


def test_an_absence_that_is_over_or_to_come_answers_nobody(house: House, person: Person) -> None:
    here, there = person.account.mailbox or "", house.accounts["med"].mailbox or ""
    today = date.today()  # noqa: DTZ011
    away(person, since=str(today + timedelta(days=1)), until=str(today + timedelta(days=3)))
    before = count(house, there, "INBOX", ANSWER)
    early = write(house, there, here)
    eventually(lambda: count(house, here, "INBOX", early) == 1)
    away(person)
    during = write(house, there, here)
    eventually(lambda: count(house, there, "INBOX", ANSWER) > before)
    eventually(lambda: count(house, here, "INBOX", during) == 1)  # it is answered before it is filed
    assert count(house, there, "INBOX", ANSWER) == before + 1


def test_the_rules_of_a_box_are_nobody_elses(house: House, person: Person) -> None:
    at(person, "regles", {"subject": "Secret de Fabre", "seen": "on"})
    [rule] = rules_of(person)
    other = Person(house, house.accounts["med"])
    own = other.get(f"/boites/{other.box}/reglages/regles/")
    for path in (f"/boites/{person.box}/reglages/regles/", f"/boites/{other.box}/reglages/regles/{rule}/"):
        assert other.get(path).status == 404
        assert other.post(own, path, {"subject": "autre", "seen": "on"}).status == 404
        assert other.post(own, f"/boites/{other.box}/reglages/regles/{rule}/supprimer/", {}).status == 404
    assert "Secret de Fabre" in person.get(f"/boites/{person.box}/reglages/regles/").text
    without_rules(person)


def delivered(house: House, sender: str, to: str, title: str, extra: str = "") -> str:
    """By LMTP, as Postfix hands it over after its own checks."""
    with contextlib.closing(smtplib.LMTP(str(house.home / "run" / "dovecot" / "lmtp"))) as door:
        door.sendmail(sender, [to], letter(sender or "postmaster@exemple.test", to, title, extra))
    return title
