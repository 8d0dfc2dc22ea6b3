"""« Toute la conversation », and the files inside a `winmail.dat`, on a whole house."""

import base64
import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from medimail.lib.imap import Session
from tests.house_fixture import House, eventually
from tests.lib.tnef import HEAD, packed
from tests.wire.browsing import Person
from tests.wire.site import letter, store, subject


@pytest.fixture
def doctor(house: House) -> Person:
    return Person(house, house.accounts["doctor"])


def kept(session: Session, folder: str, message: tuple[str, str, str], minute: int = 0) -> int:
    """Subject, its own name, and the names it refers to; it came in that minute of an hour gone by."""
    title, own, named = message
    head = f"From: a@x.example\r\nSubject: {title}\r\nMessage-ID: <{own}>\r\nReferences: {named}\r\n\r\nBonjour\r\n"
    came = datetime.now(UTC).replace(minute=minute, second=0) - timedelta(hours=2)
    answer = session.run(lambda client: client.append(folder, head.encode(), ["\\Seen"], came))
    return int(re.search(rb"APPENDUID \d+ (\d+)", answer)[1])  # type: ignore[index]


def places(page: str) -> list[tuple[str, int]]:
    """Folder and number of each message shown, in order."""
    return [(folder, int(uid)) for folder, uid in re.findall(r'hx-get="/boites/\d+/([a-z0-9]+)/(\d+)/\?fil=1"', page)]


def test_a_conversation_is_shown_over_all_folders_oldest_first(house: House, doctor: Person) -> None:
    title, ids = subject(), [f"{uuid.uuid4()}@t.example" for _ in range(5)]
    with store(house, doctor.account.mailbox or "") as session:
        first = kept(session, "Archive", (title, ids[0], ""), 1)
        own = kept(session, "Sent", (f"Re: {title}", ids[1], f"<{ids[0]}>"), 2)
        other = kept(session, "INBOX", (subject(), ids[2], f"<{ids[0]}> <{ids[1]}>"), 3)
        stranger = kept(session, "INBOX", (title, ids[3], ""))
        last = kept(session, "INBOX", (f"RE: {title}", ids[4], f"<{ids[0]}>"), 4)
    thread = [("archives", first), ("envoyes", own), ("reception", other), ("reception", last)]

    def shown(folder: str, uid: int) -> list[tuple[str, int]]:
        return places(doctor.get(f"/boites/{doctor.box}/{folder}/{uid}/conversation/").text)

    # One under another subject is known by what it names; those that name nothing of it do not lead there.
    same_subject = [one for one in thread if one != ("reception", other)]
    eventually(
        lambda: shown("reception", last) == same_subject, lambda: f"{shown('reception', last)} {same_subject}", 20
    )
    eventually(lambda: shown("reception", other) == thread, lambda: f"{shown('reception', other)} {thread}", 20)
    assert shown("reception", stranger) == [("reception", stranger)]
    page = doctor.get(f"/boites/{doctor.box}/reception/{last}/")
    assert f"/boites/{doctor.box}/reception/{last}/conversation/" in page.text


def test_a_conversation_of_another_box_is_not_found(house: House, doctor: Person) -> None:
    stranger = Person(house, house.accounts["pharmacist"])
    with store(house, doctor.account.mailbox or "") as session:
        uid = kept(session, "INBOX", (subject(), f"{uuid.uuid4()}@t.example", ""))
    path = f"/boites/{doctor.box}/reception/{uid}/conversation/"
    assert doctor.get(path).status == 200
    assert stranger.get(path).status == 404
    assert doctor.get(f"/boites/{doctor.box}/reception/4294967295/conversation/").status == 404


@pytest.mark.parametrize("named", ['<a"b@x> <a\\b@x>', "<" + "x" * 9000 + ">", "<é@x>", "<a@b> " * 3000])
def test_names_meant_to_do_harm_harm_nothing(house: House, doctor: Person, named: str) -> None:
    with store(house, doctor.account.mailbox or "") as session:
        uid = kept(session, "INBOX", ('" OR ALL', f"{uuid.uuid4()}@t.example", named))
    assert doctor.get(f"/boites/{doctor.box}/reception/{uid}/conversation/").status == 200


def outlook(content: bytes) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: application/ms-tnef; name="winmail.dat"\r\n'
    encoded = base64.encodebytes(content).decode().replace("\n", "\r\n")
    return letter("a@x.example", "b@x.example", subject(), f"{head}Content-Transfer-Encoding: base64\r\n", encoded)


def test_files_of_outlook_come_unpacked(house: House, doctor: Person) -> None:
    large = bytes(range(256)) * 8192
    content = packed(("COMPTE~1.PDF", "Compte rendu.pdf", b"%PDF-1.7"), ("gros.bin", "", large))
    with store(house, doctor.account.mailbox or "") as session:
        uid = session.append("INBOX", outlook(content), ())
        broken = session.append("INBOX", outlook(HEAD[:4]), ())
    at = f"/boites/{doctor.box}/reception/{uid}/pieces/1/contenu/"
    page = doctor.get(at)
    assert re.findall(r"<strong>([^<]*)</strong>", page.text.partition('class="files"')[2]) == [
        "Compte rendu.pdf",
        "gros.bin",
        "winmail.dat",
    ]
    assert doctor.download(f"{at}1/") == b"%PDF-1.7"
    assert doctor.download(f"{at}2/") == large
    assert doctor.get(f"{at}3/").status == 404
    assert Person(house, house.accounts["pharmacist"]).get(at).status == 404
    none = doctor.get(f"/boites/{doctor.box}/reception/{broken}/pieces/1/contenu/")
    assert "aucun fichier n’a pu en être sorti" in none.text
