"""Who signs in to a box by IMAP and SMTP, and what they may do there: the people of docs/permissions.md."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from medimail.lib import mail_token
from medimail.lib.imap import Session
from medimail.lib.imap_errors import ImapUnavailable
from medimail.lib.smtp import MessageNotAccepted, RecipientsNotAccepted, Submission, SubmissionUnavailable
from tests.house_fixture import House
from tests.wire.site import inside, letter, subject

_WORLD = """
from datetime import timedelta
from django.utils import timezone
from medimail.accounts.models import User
from medimail.mailboxes.actions import SharedBox, end, give, open_shared
from medimail.mailboxes.models import Mailbox
from medimail.structures.models import Structure
today, day = timezone.localdate(), timedelta(days=1)
by = {{role: User.objects.get(email=email) for role, email in {people!r}.items()}}
doctor, person = by["doctor"], by["pharmacist"]
shared = open_shared(SharedBox(Mailbox.Kind.ORG, Structure.objects.first(), {name!r}), manager=doctor, by=None)
personal = doctor.mailboxes.get(kind="PER")
print(shared.address, personal.address, *(f"{{role}}={{user.pk}}" for role, user in by.items()))
"""
_AS = """
from datetime import timedelta
from django.utils import timezone
from medimail.accounts.models import User
from medimail.mailboxes.actions import end, give
from medimail.mailboxes.models import Mailbox
today, day = timezone.localdate(), timedelta(days=1)
box = Mailbox.objects.get(address={address!r})
by, person = User.objects.get(pk={doctor}), User.objects.get(pk={person})
box.grants.filter(person=person).delete()
last = None if box.holder_id is None else today + day
"""
GIVEN = {
    "reader": 'give(by, box, person, "reader", ends_on=last)',
    "writer": 'give(by, box, person, "writer", ends_on=last)',
    "right that ended yesterday": 'give(by, box, person, "writer", ends_on=last or today)\n'
    "box.grants.filter(person=person).update(starts_on=today - day, ends_on=today - day)",
    "right from tomorrow": 'give(by, box, person, "writer", starts_on=today + day, ends_on=today + 2 * day)',
    "right taken back": 'give(by, box, person, "writer", ends_on=last)\nend(by, box, box.grants.get(person=person).pk)',
    "stranger": "",
}
NOTHING: set[str] = set()
READS = {"signs in", "reads", "marks as read"}
WRITES = READS | {"flags", "stores", "removes", "sends"}


@dataclass
class World:
    house: House
    boxes: dict[str, str]
    people: dict[str, str]

    def token(self, address: str, who: str) -> str:
        key = (self.house.home / "secrets" / "mail-token-key").read_text().strip().encode()
        return mail_token.issue(key, address, who)

    def given(self, address: str, right: str) -> None:
        head = _AS.format(address=address, doctor=self.people["doctor"], person=self.people["pharmacist"])
        inside(self.house, head + GIVEN[right])


@pytest.fixture(scope="module")
def world(house: House) -> Iterator[World]:
    """The house is that of other tests too: what was given here is taken back."""
    known = {role: one.email for role, one in house.accounts.items()}
    said = inside(house, _WORLD.format(people=known, name=f"acces-{uuid.uuid4().hex[:8]}")).split()
    yield World(house, dict(zip(("shared", "personal"), said, strict=False)), dict(one.split("=") for one in said[2:]))
    ended = f"Grant.objects.filter(mailbox__address__in={said[:2]!r}).delete()"
    inside(house, f"from medimail.mailboxes.models import Grant; {ended}")


def done(world: World, address: str, who: str) -> set[str]:
    """What this person can do in this box, tried one after the other."""
    token = world.token(address, who)
    try:
        session = Session(*world.house.imap, address, token)
    except ImapUnavailable:
        return {"sends"} if sends(world, address, token) else set()
    with_store = Session(*world.house.imap, address, world.house.token(address))
    uid = with_store.append("INBOX", letter("labo@biologie.oc.mssante.fr", address, subject()), ())
    tried: dict[str, Callable[[], object]] = {
        "reads": lambda: session.open("INBOX") and session.read(uid),
        "marks as read": lambda: stored(session, uid, "\\Seen"),
        "flags": lambda: stored(session, uid, "\\Flagged"),
        "stores": lambda: session.append("Archive", letter("a@b.test", address, subject()), ()),
        "removes": lambda: removed(session, uid),
    }
    can = {"signs in"} | {name for name, act in tried.items() if works(act)}
    session.close()
    with_store.close()
    return can | ({"sends"} if sends(world, address, token) else set())


def works(act: Callable[[], object]) -> bool:
    try:
        return bool(act())
    except ImapUnavailable:
        return False


def stored(session: Session, uid: int, flag: str) -> bool:
    session.open("INBOX")
    session.mark([uid], flag, on=True)
    found = session.read(uid)
    return bool(found) and flag in found.flags


def removed(session: Session, uid: int) -> bool:
    session.open("INBOX")
    session.remove([uid])
    return session.read(uid) is None


def sends(world: World, address: str, token: str) -> bool:
    to = world.house.accounts["med"].mailbox or ""
    try:
        Submission(*world.house.submission, address, token).submit([to], letter(address, to, subject()))
    except (RecipientsNotAccepted, MessageNotAccepted, SubmissionUnavailable):
        return False
    return True


@pytest.mark.parametrize("kind", ["shared", "personal"])
@pytest.mark.parametrize(
    ("right", "may"),
    [
        ("reader", READS),
        ("writer", WRITES),
        *((right, NOTHING) for right in GIVEN if right not in {"reader", "writer"}),
    ],
)
def test_by_right(world: World, kind: str, right: str, may: set[str]) -> None:
    address = world.boxes[kind]
    world.given(address, right)
    assert done(world, address, f"person-{world.people['pharmacist']}") == may


@pytest.mark.parametrize("kind", ["shared", "personal"])
def test_its_manager_or_holder(world: World, kind: str) -> None:
    assert done(world, world.boxes[kind], f"person-{world.people['doctor']}") == WRITES


@pytest.mark.parametrize("kind", ["shared", "personal"])
def test_nobody_by_an_office_or_without_a_right(world: World, kind: str) -> None:
    others = set(world.people) - {"doctor", "pharmacist"}
    assert others >= {"med", "region-administrator", "applicant"}
    found = {who: done(world, world.boxes[kind], f"person-{world.people[who]}") for who in others}
    assert found == dict.fromkeys(others, NOTHING)


def test_a_token_of_one_box_opens_no_other_and_a_password_none(world: World) -> None:
    token = world.token(world.boxes["personal"], f"person-{world.people['doctor']}")
    with pytest.raises(ImapUnavailable):
        Session(*world.house.imap, world.boxes["shared"], token)
    host, port = world.house.imap
    with IMAPClient(host, port, ssl=False) as client, pytest.raises(LoginError):
        client.login(world.boxes["personal"], world.house.accounts["doctor"].password)
