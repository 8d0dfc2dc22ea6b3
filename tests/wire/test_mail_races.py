"""Two tabs, a full box, an engine that is away at the wrong moment: nothing is lost, nothing is there twice."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from medimail.lib.imap_errors import ImapUnavailable
from tests.house_fixture import House, eventually
from tests.wire.browsing import Person
from tests.wire.site import Counter, count, inside, letter, store, subject
from tests.wire.test_mail_writing import Composer, box
from tests.wire.test_transfers import brought, held, run

PLAN = """
from datetime import timedelta
from django.utils import timezone
from medimail.mail import actions, sending
from medimail.mail.actions import Composition
from medimail.mail.errors import MailUnavailable
from medimail.mail.models import Outbox
from medimail.mailboxes.models import Mailbox
box = Mailbox.objects.get(address={sender!r})
"""
PLANNED = """
row = actions.send(box, box.holder, Composition(
    message_id={message_id!r}, to=[{to!r}], cc=[], bcc=[], subject={title!r}, text="x", uploads=[], kept=[],
    draft_uid=None, in_reply_to="", references="", answered=None,
), undo_seconds=3600)
print(row.outbox_id)
"""
DUE = """
now = timezone.now()
Outbox.objects.filter(pk={outbox}).update(send_at=now, asked_at=now - timedelta(hours=1))
"""
TRIED = """
for _ in range(2):
    try:
        sending.leave({outbox})
    except MailUnavailable:
        pass
"""
FULL = """
usual, box.quota_bytes = box.quota_bytes, 1
box.save()
try:
    sending.leave({outbox})
finally:
    box.quota_bytes = usual
    box.save()
"""
GONE = """
Outbox.objects.filter(pk={outbox}).delete()
"""
SUSPENDED = """
Mailbox.objects.filter(pk=box.pk).update(state="suspended")
try:
    print(len(sending.leave({outbox})))
finally:
    Mailbox.objects.filter(pk=box.pk).update(state="active")
"""
MOVED = """
try:
    actions.change_sender(box, box, box.holder, {message_id!r})
except Outbox.DoesNotExist:
    print("refused")
"""


class Planned:
    """A message planned an hour ago for now: the house's own worker leaves it alone for its first 20 s."""

    def __init__(self, house: House) -> None:
        self.house, self.title = house, subject()
        self.sender, self.to = box(house, "doctor"), box(house, "pharmacist")
        self.message_id = f"<{self.title.replace(' ', '.')}@test.example>"
        self.outbox = 0
        self.outbox = int(self(PLANNED).split()[-1])

    def __call__(self, code: str, **more: str) -> str:
        known = vars(self) | {"house": None}
        return inside(self.house, (PLAN + DUE + code).format(**known), **more)

    def found(self) -> tuple[int, int, int]:
        places = [(self.sender, "Drafts"), (self.sender, "Sent"), (self.to, "INBOX")]
        drafts, sent, arrived = (count(self.house, address, folder, self.title) for address, folder in places)
        return drafts, sent, arrived


@pytest.fixture
def planned(house: House) -> Iterator[Planned]:
    made = Planned(house)
    yield made
    made(GONE)


@pytest.fixture
def doctor(house: House) -> Person:
    return Person(house, house.accounts["doctor"])


def test_a_message_that_waits_for_an_engine_stays_one_draft(planned: Planned) -> None:
    planned(TRIED, MEDIMAIL_SUBMISSION="127.0.0.1:9")
    assert planned.found() == (1, 0, 0)
    planned(TRIED)
    eventually(lambda: planned.found() == (0, 1, 1))


def test_a_box_that_filled_up_since_holds_no_message_back(planned: Planned) -> None:
    planned(FULL)
    eventually(lambda: planned.found() == (0, 1, 1))


def test_a_box_suspended_since_sends_nothing_and_its_writer_is_told(planned: Planned) -> None:
    assert planned(SUSPENDED).split()[-1] == "1"
    planned(TRIED)
    assert planned.found() == (1, 0, 0)


def test_what_is_about_to_leave_changes_its_sender_no_more(planned: Planned) -> None:
    assert "refused" in planned(MOVED)
    assert planned.found() == (1, 0, 0)


def test_a_second_tab_is_told_that_its_words_did_not_leave(house: House, doctor: Person) -> None:
    title, tab = subject(), Composer.of(doctor)
    values = {"to": box(house, "pharmacist"), "subject": title}
    tab.post("auto", values | {"text": "Un"})
    with store(house, box(house, "doctor")) as session:
        session.open("Drafts", readonly=True)
        uid = max(session.run(lambda client: client.search(["SUBJECT", title])))
    other = Composer.of(doctor, f"?brouillon={uid}")
    assert tab.post("envoyer", values | {"text": "Un"}).status == 200
    refused = other.post("envoyer", values | {"text": "Deux"})
    assert (refused.status, "Deux" in refused.text) == (422, True)


def test_a_number_that_is_none_is_not_found(doctor: Person) -> None:
    for act, more in (("boite", {"de": "une"}), ("modele", {"modele": "un"}), ("retirer", {"part": "²"})):
        assert Composer.of(doctor).post(act, {"subject": "x", "text": "x", **more}).status in {200, 404, 409}, act


def test_a_receipt_that_cannot_be_written_is_told(house: House, doctor: Person) -> None:
    """Asked by a message that has no Message-ID: there is nothing to refer to."""
    address = box(house, "doctor")
    raw = f"From: a@x.example\r\nTo: {address}\r\nDisposition-Notification-To: a@x.example\r\n\r\nx\r\n".encode()
    with store(house, address) as session:
        uid = session.append("INBOX", raw, ())
    page = f"/boites/{doctor.box}/reception/{uid}/"
    told = doctor.post(doctor.get(page), f"{page}accuse/", {"reponse": "oui"})
    assert (told.status, "Cet accusé ne peut pas partir" in told.text) == (200, True)


class _Between(Counter):
    """Calls `before` when a command passes; with `lost`, the answer that holds these words never arrives."""

    def __init__(
        self, target: tuple[str, int], *, at: bytes = b"", before: Callable[[], None], lost: bytes = b""
    ) -> None:
        self.at, self.before, self.lost = at, before, lost
        super().__init__(target)

    def finish_request(self, request: object, client_address: object) -> None:  # noqa: ARG002
        assert isinstance(request, socket.socket)
        with socket.create_connection(self.target) as dovecot:
            threading.Thread(target=self._back, args=(dovecot, request), daemon=True).start()
            with contextlib.suppress(OSError):
                while data := request.recv(65536):
                    if self.at and self.at in data:
                        self.at = b""
                        self.before()
                    dovecot.sendall(data)

    def _back(self, dovecot: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := dovecot.recv(65536):
                if self.lost and self.lost in data:
                    self.lost = b""
                    client.shutdown(socket.SHUT_RDWR)
                    return
                client.sendall(data)


def test_messages_whose_filing_was_not_confirmed_come_in_once(house: House, tmp_path: Path) -> None:
    title, to = subject().replace(" ", ""), box(house, "med")
    token = brought(tmp_path, title, {f"{title}/{n}.eml": letter("a@x.example", to, f"{title} {n}") for n in range(3)})
    between = _Between(house.imap, before=lambda: None, lost=b"APPENDUID")
    done = run(house, tmp_path, to, token=token, imap=between.endpoint)
    between.shutdown()
    assert between.lost == b""
    assert len(held(house, to, title)) == 3
    assert (done["state"], done["left_out"]) == ("done", 0)


DROP = """
from medimail.mail import shelves
from medimail.mailboxes.models import Mailbox
box = Mailbox.objects.get(address={address!r})
slug = next(one.slug for one in shelves.all_of(box, box.holder) if one.name == {name!r})
print(shelves.drop(box, box.holder, slug))
"""


def test_a_message_filed_while_its_folder_is_deleted_is_not_lost(house: House) -> None:
    title, address = subject(), box(house, "doctor")
    name, filed = f"Dossier {title}", list[int]()
    with store(house, address) as session:
        session.run(lambda client: client.create_folder(name))
        session.append(name, letter("a@x.example", address, f"{title} avant"), ())

    def late() -> None:
        with contextlib.suppress(ImapUnavailable), store(house, address) as other:
            filed.append(other.append(name, letter("a@x.example", address, f"{title} après"), ()))

    between = _Between(house.imap, at=b"DELETE ", before=late)
    inside(house, DROP.format(address=address, name=name), MEDIMAIL_IMAP=between.endpoint)
    between.shutdown()
    assert between.at == b""
    assert count(house, address, "Trash", title) == 1 + len(filed)
    with store(house, address) as session:
        assert not any(title in one[2] for one in session.run(lambda client: client.list_folders()))
