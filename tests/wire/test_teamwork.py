"""What a team does with a message: by name, seen by every program, and never part of the message."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from medimail.lib.imap import Session
from tests.house_fixture import House
from tests.wire.browsing import Page, Person
from tests.wire.site import inside, letter, store, subject

_OPEN = """
from medimail.accounts.models import User
from medimail.mailboxes.actions import SharedBox, give, open_shared
from medimail.mailboxes.models import Mailbox
from medimail.structures.actions import Facts, register
by = {{role: User.objects.get(email=email) for role, email in {people!r}.items()}}
structure = register(Facts("EHPAD Les Tilleuls", "76", "310000013"))
box = open_shared(SharedBox(Mailbox.Kind.ORG, structure, {name!r}), manager=by["doctor"], by=None)
give(by["doctor"], box, by["pharmacist"], "writer")
give(by["doctor"], box, by["med"], "reader")
print(box.pk, box.address, by["pharmacist"].pk)
"""
SENDER = "labo@biologie.oc.mssante.fr"


@dataclass
class Team:
    house: House
    box: int
    address: str
    writer: int
    """The number of the pharmacist."""

    def person(self, role: str) -> Person:
        person = Person(self.house, self.house.accounts[role])
        person.box = self.box
        return person

    def session(self) -> Session:
        return Session(*self.house.imap, self.address, self.house.token(self.address))


@pytest.fixture(scope="module")
def team(house: House) -> Iterator[Team]:
    """Nobody opens the box any more when these tests are over: others count what their people open."""
    people = {role: house.accounts[role].email for role in ("doctor", "pharmacist", "med")}
    said = inside(house, _OPEN.format(people=people, name=f"equipe-{uuid.uuid4().hex[:8]}")).split()
    yield Team(house, int(said[0]), said[1], int(said[2]))
    inside(house, f"from medimail.mailboxes.models import Grant; Grant.objects.filter(mailbox_id={said[0]}).delete()")


@pytest.fixture
def session(house: House, team: Team) -> Iterator[Session]:
    with store(house, team.address) as opened:
        yield opened


def arrived(session: Session, team: Team) -> tuple[int, str]:
    title = subject()
    return session.append("INBOX", letter(SENDER, team.address, title), ()), title


def act(person: Person, uid: int, **typed: str) -> Page:
    page = person.folder("reception")
    return person.post(page, f"/boites/{person.box}/reception/{uid}/equipe/", typed)


def words(page: Page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).replace("\N{NO-BREAK SPACE}", " ").split())


def flags(session: Session, uid: int) -> set[str]:
    session.open("INBOX")
    found = session.read(uid)
    assert found
    return {flag for flag in found.flags if flag.startswith("$") and flag != "$HasNoAttachment"}


def test_a_message_is_taken_once_and_each_sees_by_whom(team: Team, session: Session) -> None:
    uid, _ = arrived(session, team)
    first, second, reader = (team.person(role) for role in ("pharmacist", "doctor", "med"))
    assert "Vous vous en chargez" in words(act(first, uid, acte="prendre"))
    assert flags(session, uid) == {"$taken", f"$for{team.writer}"}
    refused = words(act(second, uid, acte="prendre"))
    assert "s’en charge déjà" in refused
    assert flags(session, uid) == {"$taken", f"$for{team.writer}"}
    assert "Prendre sa suite" in second.get(f"/boites/{team.box}/reception/{uid}/").text
    read = reader.get(f"/boites/{team.box}/reception/{uid}/").text
    assert "s’en charge" in read
    assert 'value="prendre"' not in read
    assert act(reader, uid, acte="prendre").status == 404
    act(second, uid, acte="prendre", sur="oui")
    assert f"$for{team.writer}" not in flags(session, uid)


def test_put_aside_done_and_given_back(team: Team, session: Session) -> None:
    uid, title = arrived(session, team)
    person = team.person("pharmacist")
    expected = {"attente": {"$waiting"}, "fait": {"$done"}}
    for word, keywords in expected.items():
        act(person, uid, acte=word)
        assert flags(session, uid) == keywords | {f"$for{team.writer}"}
    assert title in person.get(f"/boites/{team.box}/reception/?filtre=faits").text
    assert title not in person.get(f"/boites/{team.box}/reception/?filtre=a-prendre").text
    act(person, uid, acte="rendre")
    assert flags(session, uid) == set()
    assert title in person.get(f"/boites/{team.box}/reception/?filtre=a-prendre").text


def test_what_another_program_marks_is_believed(team: Team, session: Session) -> None:
    uid, title = arrived(session, team)
    person = team.person("pharmacist")
    act(person, uid, acte="prendre")
    session.open("INBOX")
    session.mark([uid], "$done", on=True)
    assert "a traité ce message" in words(person.get(f"/boites/{team.box}/reception/{uid}/")).replace("avez", "a")
    assert title in person.get(f"/boites/{team.box}/reception/?filtre=faits").text


def test_given_to_a_colleague_and_not_to_whom_only_reads(team: Team, session: Session) -> None:
    uid, title = arrived(session, team)
    manager = team.person("doctor")
    act(manager, uid, acte="confier", a=str(team.writer))
    assert flags(session, uid) == {"$taken", f"$for{team.writer}"}
    assert title in team.person("pharmacist").get(f"/boites/{team.box}/reception/?filtre=a-moi").text
    assert title not in manager.get(f"/boites/{team.box}/reception/?filtre=a-moi").text
    said = words(act(manager, uid, acte="confier", a="999999"))
    assert "n’écrit plus dans cette boîte" in said
    assert flags(session, uid) == {"$taken", f"$for{team.writer}"}


def test_a_note_is_read_by_colleagues_and_leaves_with_nothing(team: Team, session: Session) -> None:
    uid, _ = arrived(session, team)
    person, reader = team.person("pharmacist"), team.person("med")
    secret = f"Rappeler la fille {uuid.uuid4().hex[:8]}"
    act(person, uid, acte="note", note=secret)
    assert secret in words(reader.get(f"/boites/{team.box}/reception/{uid}/"))
    place = f"/boites/{team.box}/reception/{uid}"
    leaving = [person.get(f"{place}/{what}/").text for what in ("source", "imprimer", "pieces/0")]
    leaving += [person.composer(f"?{way}=reception:{uid}").text for way in ("repondre", "transferer")]
    assert not [page for page in leaving if secret in page]
    session.open("INBOX")
    stored = session.read(uid)
    assert stored
    assert secret.encode() not in stored.raw
    rows = inside(team.house, "from medimail.teamwork.models import Step; print(list(Step.objects.values()))")
    assert secret not in rows


def test_a_day_is_set_shown_in_the_list_and_taken_away(team: Team, session: Session) -> None:
    uid, _ = arrived(session, team)
    person = team.person("pharmacist")
    act(person, uid, acte="echeance", le="2020-01-31")
    assert "Échéance dépassée : 31 janvier" in words(person.folder("reception"))
    assert "Cette date n’existe pas" in words(act(person, uid, acte="echeance", le="31 janvier"))
    act(person, uid, acte="echeance", le="")
    assert "retire l’échéance" in words(person.get(f"/boites/{team.box}/reception/{uid}/"))


def test_many_at_once_leave_alone_what_a_colleague_has(team: Team, session: Session) -> None:
    mine, theirs = arrived(session, team)[0], arrived(session, team)[0]
    manager, writer = team.person("doctor"), team.person("pharmacist")
    act(writer, theirs, acte="prendre")
    page = manager.folder("reception")
    for uid in (mine, theirs):
        page = manager.post(page, f"/boites/{team.box}/reception/agir/", {"uid": str(uid), "acte": "prendre"})
    assert "rien n’y change" in words(page)
    assert f"$for{team.writer}" in flags(session, theirs)
    assert "$taken" in flags(session, mine)


def test_who_answers_is_said_before_and_after(team: Team, session: Session) -> None:
    uid, _ = arrived(session, team)
    first, second = team.person("pharmacist"), team.person("doctor")
    page = first.composer(f"?repondre=reception:{uid}")
    assert "déjà une réponse" in words(second.composer(f"?repondre=reception:{uid}"))
    assert "écrit une réponse en ce moment" in words(second.get(f"/boites/{team.box}/reception/{uid}/"))
    sent = first.send(page, {"to": team.house.accounts["doctor"].mailbox or "", "subject": "Re", "text": "Bien reçu"})
    assert "Message envoyé" in sent.text
    inside(
        team.house,
        "from medimail.mail.models import Outbox; from medimail.mail import sending\n"
        "from django.utils import timezone\n"
        f"for row in Outbox.objects.filter(mailbox_id={team.box}, state='scheduled'):\n"
        "    Outbox.objects.filter(pk=row.pk).update(send_at=timezone.now()); sending.leave(row.pk)",
    )
    assert f"$re{team.writer}" in flags(session, uid)
    said = words(second.get(f"/boites/{team.box}/reception/{uid}/"))
    assert "Répondu par" in said
    assert "écrit une réponse en ce moment" not in said


def test_a_personal_box_has_no_team(house: House) -> None:
    person = Person(house, house.accounts["doctor"])
    with store(house, person.account.mailbox or "") as session:
        uid = session.append("INBOX", letter(SENDER, person.account.mailbox or "", subject()), ())
    assert 'id="equipe"' not in person.get(f"/boites/{person.box}/reception/{uid}/").text
    assert "filtre=a-prendre" not in person.folder("reception").text
    assert act(person, uid, acte="prendre").status == 404
