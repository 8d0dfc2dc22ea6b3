"""Rules applied to what was received before them: the same messages, filed alike on arrival and afterwards."""

import re
import uuid
from collections.abc import Iterator

import pytest

from medimail.lib import imap_filter
from medimail.lib.imap import Session
from medimail.lib.imap_errors import ImapUnavailable
from tests.house_fixture import House, eventually
from tests.wire.browsing import Page, Person
from tests.wire.site import count, inside, letter, store, submission

ATTACHED = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
    (
        '--b\r\nContent-Type: text/plain\r\n\r\nTexte\r\n--b\r\nContent-Type: text/plain; name="a.txt"\r\n'
        'Content-Disposition: attachment; filename="a.txt"\r\n\r\nx\r\n--b--'
    ),
)


@pytest.fixture
def person(house: House) -> Person:
    return Person(house, house.accounts["med"])


@pytest.fixture
def word() -> str:
    return f"labo{uuid.uuid4().hex[:8]}"


@pytest.fixture
def rule(person: Person, word: str) -> Iterator[None]:
    """Files what its subject names and has a file, as read; marks the rest of what it names."""
    asked = [
        {"subject": word, "with_attachment": "on", "folder": "Archive", "seen": "on"},
        {"subject": word, "label": "$label3"},
    ]
    for one in asked:
        assert at(person, "", one).status == 200
    yield
    for pk in dict.fromkeys(re.findall(r"/regles/(\d+)/supprimer/", person.get(place(person)).text)):
        at(person, f"{pk}/supprimer/", {})


def place(person: Person) -> str:
    return f"/boites/{person.box}/reglages/regles/"


def at(person: Person, below: str, values: dict[str, str]) -> Page:
    return person.post(person.get(place(person)), place(person) + below, values)


def letters(word: str, here: str) -> dict[str, bytes]:
    """By subject: named with a file, named in another writing, not named."""
    subjects = [f"{word} 1", f"{word.upper()} 2", "Sans rapport " + uuid.uuid4().hex]
    extra = [ATTACHED, ("", "Texte"), ("", "Texte")]
    return {one: letter("a@x.example", here, one, *more) for one, more in zip(subjects, extra, strict=True)}


def lying(house: House, here: str, subjects: list[str]) -> list[tuple[int, int]]:
    return [(count(house, here, "INBOX", one), count(house, here, "Archive", one)) for one in subjects]


@pytest.mark.usefixtures("rule")
def test_what_lies_in_the_inbox_is_filed_as_what_arrives(house: House, person: Person, word: str) -> None:
    here, sender = person.account.mailbox or "", house.accounts["doctor"].mailbox or ""
    before, after = letters(word, here), letters(word, here)
    with store(house, here) as session:
        for raw in before.values():
            session.append("INBOX", raw, ("\\Answered",))
    at(person, "appliquer/", {})
    filed = [(0, 1), (1, 0), (1, 0)]
    eventually(lambda: lying(house, here, list(before)) == filed)
    eventually(lambda: "regardé" in person.get(place(person)).text)
    for raw in after.values():
        submission(house, sender).submit([here], raw.replace(b"a@x.example", sender.encode()))
    both = [(0, 2), (2, 0), (1, 0)]  # the third has a subject of its own
    eventually(lambda: lying(house, here, list(before)) == both)


@pytest.mark.usefixtures("rule")
def test_a_second_time_changes_nothing(house: House, person: Person, word: str) -> None:
    here = person.account.mailbox or ""
    laid = letters(word, here)
    with store(house, here) as session:
        for raw in laid.values():
            session.append("INBOX", raw, ())
    for _ in range(2):
        at(person, "appliquer/", {})
        eventually(lambda: "regardé" in person.get(place(person)).text)
        assert lying(house, here, list(laid)) == [(0, 1), (1, 0), (1, 0)]


def test_by_imap_a_script_writes_to_nobody(house: House, person: Person) -> None:
    """Else whoever may only read a box could answer in its name."""
    with store(house, person.account.mailbox or "") as session:
        uid = session.append("INBOX", letter("a@x.example", session.mailbox, "Essai"), ())
        session.open("INBOX")
        refused(session, b'require "vacation"; vacation "Absent";', uid)
        refused(session, b'require "enotify"; notify "mailto:a@x.example";', uid)


def refused(session: Session, script: bytes, uid: int) -> None:
    with pytest.raises(ImapUnavailable):
        session.run(lambda client: imap_filter.file(client, script, [uid]))
    session.broken = False


_KILLED = """
import os
from medimail.mailboxes.models import Mailbox
from medimail.refiling import running, tasks
from medimail.refiling.models import Refiling
box = Mailbox.objects.get(address={address!r})
Refiling.objects.filter(mailbox=box).delete()
asked = Refiling.objects.create(mailbox=box, person=box.holder)
running._clear = lambda session, uids: os._exit(0) if uids else None
running.run(asked.pk)
"""
_AGAIN = """
from medimail.refiling import tasks
from medimail.refiling.models import Refiling
asked = Refiling.objects.get(mailbox__address={address!r})
assert (asked.state, asked.done) == ("running", 0) and asked.batch
tasks.refile.defer(refiling_id=asked.pk)
"""


@pytest.mark.usefixtures("rule")
def test_killed_between_the_copies_and_the_originals_it_goes_on_and_doubles_nothing(
    house: House, person: Person, word: str
) -> None:
    here = person.account.mailbox or ""
    laid = letters(word, here)
    with store(house, here) as session:
        for raw in laid.values():
            session.append("INBOX", raw, ())
    inside(house, _KILLED.format(address=here))
    assert lying(house, here, list(laid))[0][1] == 1, "it was killed too early"
    inside(house, _AGAIN.format(address=here))
    eventually(lambda: lying(house, here, list(laid)) == [(0, 1), (1, 0), (1, 0)])
    eventually(lambda: "regardé" in person.get(place(person)).text)
    assert lying(house, here, list(laid)) == [(0, 1), (1, 0), (1, 0)]
