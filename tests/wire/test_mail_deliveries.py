"""What becomes of a message, from the click to the line of each recipient, through Postfix and Dovecot."""

from collections.abc import Callable, Iterator

import pytest

from tests.house_fixture import House, eventually
from tests.lib.reports import AWAY, OWN, PEER, brought, delivery
from tests.wire.browsing import Person
from tests.wire.site import inside, store, subject


@pytest.fixture(scope="module")
def doctor(house: House) -> Person:
    return Person(house, house.accounts["doctor"])


@pytest.fixture(scope="module")
def pharmacist(house: House) -> Person:
    return Person(house, house.accounts["pharmacist"])


def box(house: House, role: str) -> str:
    return house.accounts[role].mailbox or ""


def sent_page(house: House, doctor: Person, title: str) -> str:
    (uid,) = holding(house, box(house, "doctor"), "Sent", f"Subject: {title}".encode())
    return f"/boites/{doctor.box}/envoyes/{uid}/"


def holding(house: House, address: str, folder: str, text: bytes) -> list[int]:
    """The messages of a folder that hold these words, of the newest."""
    with store(house, address) as session:
        newest = session.open(folder, readonly=True).uidnext
        found = {uid: session.read(uid) for uid in range(max(1, newest - 20), newest)}
        return [uid for uid, one in found.items() if one and text in one.raw]


def places(house: House, text: bytes) -> tuple[int, int]:
    """How many messages with these words lie in the doctor's inbox and among the reports."""
    inbox, folded = (holding(house, box(house, "doctor"), folder, text) for folder in ("INBOX", "Reports"))
    return len(inbox), len(folded)


def test_a_message_in_its_mailbox_is_said_to_be_there(house: House, doctor: Person) -> None:
    title = subject()
    doctor.send(doctor.composer(), {"to": box(house, "pharmacist"), "subject": title, "text": "x"})
    page = sent_page(house, doctor, title)
    eventually(lambda: "Remis" in doctor.get(page).text)
    about = f"Subject: {title}".encode()
    eventually(lambda: places(house, about) == (0, 1))  # the report is filed once its line is told


QUOTA = """
from medimail.mailboxes.models import Mailbox
box = Mailbox.objects.get(address={address!r})
print(box.quota_bytes)
Mailbox.objects.filter(pk=box.pk).update(quota_bytes={bytes})
"""


@pytest.fixture
def full(house: House) -> Iterator[str]:
    """The address of a box that takes nothing more."""
    address = box(house, "med")
    usual = int(inside(house, QUOTA.format(address=address, bytes=1)).split()[-1])
    yield address
    inside(house, QUOTA.format(address=address, bytes=usual))


def test_a_failure_is_told_in_words_and_waits_to_be_seen(house: House, doctor: Person, full: str) -> None:
    title = subject()
    to = f"{full}, {box(house, 'pharmacist')}"
    doctor.send(doctor.composer(), {"to": to, "subject": title, "text": "x"})
    page = sent_page(house, doctor, title)
    eventually(lambda: "Non remis" in doctor.get(page).text)
    assert f"La boîte de {full} est pleine" in doctor.get(page).text
    about = f"Subject: {title}".encode()
    eventually(lambda: places(house, about) == (0, 2))
    tracking = doctor.get(f"/boites/{doctor.box}/suivi/")
    assert title in tracking.text
    path = tracking.text.partition(title)[2].partition("/vu/")[0].rpartition('action="')[2] + "/vu/"
    again = doctor.composer(f"?renvoyer={path.split('/')[-3]}").text
    assert (f'value="{title}"' in again, full in again, box(house, "pharmacist") in again) == (True, True, False)
    assert doctor.composer("?renvoyer=999999999").status == 404
    doctor.post(tracking, path, {})
    assert title not in doctor.get(f"/boites/{doctor.box}/suivi/").text


FOLLOW = """
from medimail.deliveries.actions import follow
from medimail.mailboxes.models import Mailbox
from medimail.trust.actions import list_peer
list_peer("peer.example", "peer.example")
list_peer("other.example", "other.example")
box = Mailbox.objects.get(address={address!r})
print(follow(box, box.holder, {about!r}, [{away!r}]))
"""
STATE = """
from medimail.deliveries.models import Delivery
from medimail.mail.arrivals import tell
tell(Delivery.objects.get(envelope={envelope!r}).mailbox_id)
print(Delivery.objects.get(envelope={envelope!r}).state)
"""


def test_only_the_operator_of_the_recipient_is_believed(house: House) -> None:
    """Reports as our port for peers hands them to Dovecot: one pretends to come from our own servers."""
    address, about = box(house, "doctor"), f"<{subject().replace(' ', '.')}@test.example>"
    envelope = inside(house, FOLLOW.format(address=address, about=about, away=AWAY)).split()[-1]

    def after(name: str, action: str) -> str:
        top = brought(PEER, box=address, name=name) + brought(OWN, box=address)
        raw = delivery(action, top=top, recipient=AWAY, envelope=envelope, about=about)
        with store(house, address) as session:
            session.append("INBOX", raw.replace(b"\n", b"\r\n"), ())
        return inside(house, STATE.format(envelope=envelope)).split()[-1]

    said = [after("other.example", "failed"), after("peer.example", "delayed"), after("peer.example", "failed")]
    assert said == ["accepted", "delayed", "failed"]
    eventually(lambda: places(house, envelope.encode()) == (1, 2))


ASK = """
from medimail.mail import actions
from medimail.mail.actions import Composition
from medimail.mailboxes.models import Mailbox
box = Mailbox.objects.get(address={sender!r})
actions.send(box, box.holder, Composition(
    message_id={message_id!r}, to=[{to!r}], cc=[], bcc=[], subject={title!r}, text="x", uploads=[], kept=[],
    draft_uid=None, in_reply_to="", references="", answered=None, ask_read=True,
))
"""


def asked(house: House, doctor: Person, pharmacist: Person) -> tuple[str, str, bytes]:
    """The page of a message that asks for a receipt, for the sender and for the reader, and what names it."""
    title, sender, to = subject(), box(house, "doctor"), box(house, "pharmacist")
    message_id = f"<{title.replace(' ', '.')}@test.example>"
    inside(house, ASK.format(sender=sender, to=to, title=title, message_id=message_id))
    words = f"Subject: {title}".encode()
    eventually(lambda: bool(holding(house, to, "INBOX", words)))
    (uid,) = holding(house, to, "INBOX", words)
    named = f"Original-Message-ID: {message_id}".encode()
    return sent_page(house, doctor, title), f"/boites/{pharmacist.box}/reception/{uid}/", named


def test_a_receipt_is_sent_once_and_only_if_the_reader_wants(house: House, doctor: Person, pharmacist: Person) -> None:
    page, received, named = asked(house, doctor, pharmacist)
    question = pharmacist.get(received)
    assert "demande un accusé de lecture" in question.text
    for _ in range(2):
        pharmacist.post(question, f"{received}accuse/", {"reponse": "oui"})
    eventually(lambda: "a confirmé la lecture" in doctor.get(page).text)
    assert "demande un accusé de lecture" not in pharmacist.get(received).text
    eventually(lambda: places(house, named) == (0, 1))


def test_a_declined_receipt_says_nothing(house: House, doctor: Person, pharmacist: Person) -> None:
    page, received, _ = asked(house, doctor, pharmacist)
    eventually(lambda: "Remis" in doctor.get(page).text)
    pharmacist.post(pharmacist.get(received), f"{received}accuse/", {"reponse": "non"})
    assert "demande un accusé de lecture" not in pharmacist.get(received).text
    eventually(lambda: "La lecture n’est pas encore confirmée" in doctor.get(page).text)


CHOOSE = """
from medimail.accounts.models import Preferences
from medimail.mailboxes.models import Mailbox
Preferences.objects.update_or_create(
    user=Mailbox.objects.get(address={address!r}).holder, defaults={{"receipts": {choice!r}}}
)
"""


@pytest.fixture
def choose(house: House) -> Iterator[Callable[[str], None]]:
    """What the pharmacist answers to every question about a reading."""

    def chosen(choice: str) -> None:
        inside(house, CHOOSE.format(address=box(house, "pharmacist"), choice=choice))

    yield chosen
    chosen("ask")


SAID = {"always": "a confirmé la lecture", "never": "pas encore confirmée"}


@pytest.mark.parametrize("choice", SAID)
def test_nobody_is_asked_who_chose_for_all(
    house: House, doctor: Person, pharmacist: Person, choose: Callable[[str], None], choice: str
) -> None:
    page, received, _ = asked(house, doctor, pharmacist)
    choose(choice)
    for _ in range(2):
        assert "demande un accusé de lecture" not in pharmacist.get(received).text
    eventually(lambda: SAID[choice] in doctor.get(page).text)
