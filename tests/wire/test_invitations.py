"""An invitation answered from the message: once, to its organizer, in the name of the box, and taken back at will."""

import re
import threading
import uuid
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from icalendar import Calendar, Event

from tests.house_fixture import House, eventually
from tests.wire.browsing import Page, Person
from tests.wire.site import inside, letter, store, subject

HEAD = "MIME-Version: 1.0\r\nContent-Type: text/calendar; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
KEYWORDS = {"$accepted", "$tentative", "$declined"}


@pytest.fixture(scope="module")
def guest(house: House) -> Person:
    return Person(house, house.accounts["pharmacist"])


@pytest.fixture
def organizer(house: House) -> str:
    return house.accounts["doctor"].mailbox or ""


def meeting(
    organizer: str, guests: Sequence[str], uid: str, *, version: int = 0, hour: int = 9, method: str = "REQUEST"
) -> str:
    attendees = [f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{one.upper()}" for one in guests]
    lines = [f"UID:{uid}", f"SEQUENCE:{version}", f"DTSTART:20261215T{hour:02}0000Z", "SUMMARY:Réunion"]
    event = ["BEGIN:VEVENT", *lines, f"ORGANIZER:mailto:{organizer}", *attendees, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", *event, "END:VCALENDAR"])


def brought(house: House, address: str, sender: str, text: str) -> int:
    with store(house, address) as session:
        return session.append("INBOX", letter(sender, address, subject(), HEAD, text), ())


def here(guest: Person, uid: int) -> str:
    return f"/boites/{guest.box}/reception/{uid}/"


def words(page: Page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).replace("\N{NO-BREAK SPACE}", " ").split())


def answer(guest: Person, uid: int, said: str) -> Page:
    return guest.post(guest.get(here(guest, uid)), f"{here(guest, uid)}invitation/", {"reponse": said})


def replies(house: House, address: str, meeting: str) -> list[EmailMessage]:
    """The answers in a box about a meeting, the oldest first."""
    with store(house, address) as session:
        newest = session.open("INBOX", readonly=True).uidnext
        found = [session.read(uid) for uid in range(max(1, newest - 30), newest)]
    whole = [message_from_bytes(one.raw, policy=policy.default) for one in found if one]
    return [one for one in whole if (event := said(one)) is not None and event["UID"] == meeting]


def said(message: EmailMessage) -> Event | None:
    part = next((part for part in message.walk() if part.get_content_type() == "text/calendar"), None)
    if part is None or part.get_param("method") != "REPLY":
        return None
    (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def status(message: EmailMessage) -> str:
    event = said(message)
    assert event
    return str(event["ATTENDEE"].params["PARTSTAT"])


def keywords(house: House, address: str, uid: int) -> set[str]:
    with store(house, address) as session:
        session.open("INBOX", readonly=True)
        found = session.read(uid)
        assert found
        return KEYWORDS & set(found.flags)


def test_an_answer_reaches_the_organizer_and_is_seen_on_the_message(
    house: House, guest: Person, organizer: str
) -> None:
    address, name = guest.account.mailbox or "", uuid.uuid4().hex
    uid = brought(house, address, organizer, meeting(organizer, [address], name, version=2))
    assert answer(guest, uid, "accepted").status == 200
    assert "Vous avez accepté." in words(guest.get(here(guest, uid)))
    assert keywords(house, address, uid) == {"$accepted"}
    eventually(lambda: len(replies(house, organizer, name)) == 1)
    (reply,) = replies(house, organizer, name)
    event = said(reply)
    assert event
    assert (event["SEQUENCE"], event["ATTENDEE"], status(reply)) == (2, f"mailto:{address}", "ACCEPTED")
    assert reply["Subject"].replace("\N{NO-BREAK SPACE}", " ") == "Accepté : Réunion"
    with store(house, address) as session:
        session.open("Sent", readonly=True)
        assert session.with_message_id(reply["Message-ID"])


def test_clicked_three_times_at_once_one_answer_leaves(house: House, guest: Person, organizer: str) -> None:
    address, name = guest.account.mailbox or "", uuid.uuid4().hex
    uid = brought(house, address, organizer, meeting(organizer, [address], name))
    page = guest.get(here(guest, uid))
    clicks = [
        threading.Thread(target=guest.post, args=(page, f"{here(guest, uid)}invitation/", {"reponse": "declined"}))
        for _ in range(3)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    answer(guest, uid, "tentative")  # the same queue: when it has come, all before it have
    eventually(lambda: [*map(status, replies(house, organizer, name))][-1:] == ["TENTATIVE"])
    assert [status(one) for one in replies(house, organizer, name)] == ["DECLINED", "TENTATIVE"]
    assert keywords(house, address, uid) == {"$tentative"}


def test_an_invitation_that_changed_says_so_and_the_older_one_is_closed(
    house: House, guest: Person, organizer: str
) -> None:
    address, name = guest.account.mailbox or "", uuid.uuid4().hex
    first = brought(house, address, organizer, meeting(organizer, [address], name))
    answer(guest, first, "accepted")
    later = brought(house, address, organizer, meeting(organizer, [address], name, version=1, hour=14))
    assert "L’horaire a changé depuis votre réponse" in words(guest.get(here(guest, later)))
    answer(guest, later, "declined")
    page = guest.get(here(guest, first))
    assert "Une version plus récente" in words(page)
    assert 'name="reponse"' not in page.text
    assert "n’attend plus de réponse" in words(answer(guest, first, "accepted"))
    cancelled = brought(
        house, address, organizer, meeting(organizer, [address], name, version=2, hour=14, method="CANCEL")
    )
    page = guest.get(here(guest, cancelled))
    assert "Rendez-vous annulé" in words(page)
    assert 'name="reponse"' not in page.text
    eventually(lambda: len(replies(house, organizer, name)) == 2)
    assert [status(one) for one in replies(house, organizer, name)] == ["ACCEPTED", "DECLINED"]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda _own: meeting("labo@x.example", ["other@x.example"], "1"), "n’est pas parmi les invités"),
        (lambda own: meeting("labo@x.example%0d%0aBcc:v@x.example", [own], "1"), "Il manque à cette invitation"),
        (lambda own: meeting("labo@x.example", [own], ""), "Il manque à cette invitation"),
        (lambda own: meeting(own, [own], "1"), "Invitation"),
        (lambda own: meeting("labo@x.example", [own], "1", method="PUBLISH"), "Rendez-vous"),
    ],
)
def test_what_cannot_be_answered_has_no_buttons(house: House, guest: Person, made: object, told: str) -> None:
    address = guest.account.mailbox or ""
    assert callable(made)
    uid = brought(house, address, "labo@x.example", made(address))
    page = guest.get(here(guest, uid))
    assert told in words(page)
    assert 'name="reponse"' not in page.text
    assert "n’attend plus de réponse" in words(answer(guest, uid, "accepted"))
    assert keywords(house, address, uid) == set()


def test_an_organizer_who_is_gone_is_said_and_no_draft_stays(house: House, guest: Person, organizer: str) -> None:
    address, name = guest.account.mailbox or "", uuid.uuid4().hex
    gone = f"parti-{name[:8]}@{organizer.partition('@')[2]}"
    uid = brought(house, address, gone, meeting(gone, [address], name))
    assert "La réponse n’est pas partie" in words(answer(guest, uid, "accepted"))
    assert keywords(house, address, uid) == set()
    with store(house, address) as session:
        session.open("Drafts", readonly=True)
        assert not session.with_message_id("rv.")


def test_an_organizer_outside_the_trust_space_gets_nothing(house: House, guest: Person, organizer: str) -> None:
    """Whoever invites in the name of somebody else would have our answers sent to them."""
    address, name = guest.account.mailbox or "", uuid.uuid4().hex
    uid = brought(house, address, organizer, meeting("victime@gmail.example", [address], name))
    assert "n’est pas l’expéditeur de ce message" in words(guest.get(here(guest, uid)))
    assert "n’attend plus de réponse" in words(answer(guest, uid, "accepted"))
    assert keywords(house, address, uid) == set()


_GIVEN = """
from django.utils import timezone
from medimail.accounts.models import User
from medimail.mailboxes.actions import end, give
from medimail.mailboxes.models import Mailbox
box = Mailbox.objects.get(address={address!r})
person = User.objects.get(email={email!r})
for grant in box.grants.filter(person=person, ended_at=None):
    end(box.holder, box, grant.pk)
if {role!r}:
    give(box.holder, box, person, {role!r}, ends_on=timezone.localdate())
print(box.pk)
"""


@pytest.fixture
def delegate(house: House, guest: Person, request: pytest.FixtureRequest) -> Iterator[Person]:
    """The owner of the box `med`, in the box of the guest."""
    person, given = (
        Person(house, house.accounts["med"]),
        {"address": guest.account.mailbox, "email": house.accounts["med"].email},
    )
    inside(house, _GIVEN.format(role=request.param, **given))
    person.box = guest.box
    yield person
    inside(house, _GIVEN.format(role="", **given))


@pytest.mark.parametrize("delegate", ["writer"], indirect=True)
def test_a_delegate_answers_in_the_name_of_the_holder(
    house: House, guest: Person, delegate: Person, organizer: str
) -> None:
    address, name = guest.account.mailbox or "", uuid.uuid4().hex
    uid = brought(house, address, organizer, meeting(organizer, [address], name))
    answer(delegate, uid, "accepted")
    eventually(lambda: len(replies(house, organizer, name)) == 1)
    (reply,) = replies(house, organizer, name)
    event = said(reply)
    assert event
    assert event["ATTENDEE"] == f"mailto:{address}"
    assert event["ATTENDEE"].params["SENT-BY"] == f"mailto:{delegate.account.mailbox}"
    assert "de la part de" in reply["From"]


@pytest.mark.parametrize("delegate", ["reader"], indirect=True)
def test_who_only_reads_does_not_answer(house: House, guest: Person, delegate: Person, organizer: str) -> None:
    address = guest.account.mailbox or ""
    uid = brought(house, address, organizer, meeting(organizer, [address], uuid.uuid4().hex))
    page = delegate.get(here(delegate, uid))
    assert "Invitation" in words(page)
    assert 'name="reponse"' not in page.text
    assert delegate.post(page, f"{here(delegate, uid)}invitation/", {"reponse": "accepted"}).status == 404
    assert keywords(house, address, uid) == set()
