"""From one professional to another, through Postfix and Dovecot."""

import smtplib
import threading
import time
from dataclasses import dataclass

import pytest

from medimail.lib.imap import Session
from medimail.lib.smtp import Submission, SubmissionUnavailable
from tests.house_fixture import House, eventually
from tests.wire.browsing import Page, Person
from tests.wire.site import Counter, count, inside, letter, store, subject, submission


@pytest.fixture
def doctor(house: House) -> Person:
    return Person(house, house.accounts["doctor"])


@pytest.fixture
def pharmacist(house: House) -> Person:
    return Person(house, house.accounts["pharmacist"])


def box(house: House, role: str) -> str:
    return house.accounts[role].mailbox or ""


def test_submission_to_inbox_in_under_a_second(house: House) -> None:
    """The quickest of three: other programs of a shared machine may hold one back."""
    sender, receiver, title = box(house, "doctor"), box(house, "pharmacist"), subject()
    with store(house, receiver) as session:
        times = [delivery(house, session, sender, receiver, title) for _ in range(3)]
    assert min(times) < 1
    assert count(house, receiver, "INBOX", title) == 3


def delivery(house: House, session: Session, sender: str, receiver: str, title: str) -> float:
    """Seconds from the submission until the open inbox has one more message."""
    before = session.status("INBOX")["UIDNEXT"]
    started = time.monotonic()
    submission(house, sender).submit([receiver], letter(sender, receiver, title))
    eventually(lambda: session.status("INBOX")["UIDNEXT"] > before)
    return time.monotonic() - started


def test_a_message_goes_from_page_to_page(house: House, doctor: Person, pharmacist: Person) -> None:
    title, to = subject(), box(house, "pharmacist")
    files = [("Ordonnance d’Étigny.pdf", "application/pdf", b"%PDF-1.4 essai\0\xff")]
    sent = doctor.send(doctor.composer(), {"to": to, "subject": title, "text": "Bonjour l’Ñ 😀"}, files)
    assert sent.status == 200, sent.text
    eventually(lambda: title in pharmacist.folder("reception").text)
    uid = pharmacist.uid_of("reception", title)
    message = pharmacist.get(f"/boites/{pharmacist.box}/reception/{uid}/").text
    assert "Bonjour l’Ñ 😀" in message
    assert "Ordonnance d’Étigny.pdf" in message
    assert title in doctor.folder("envoyes").text
    assert title not in doctor.folder("brouillons").text


def test_one_refused_recipient_and_nothing_leaves(house: House, doctor: Person) -> None:
    title, good, bad = subject(), box(house, "pharmacist"), "personne@pharmacien.oc.mssante.fr"
    page = doctor.send(doctor.composer(), {"to": f"{good}, {bad}, x@gmail.com", "subject": title, "text": "x"})
    assert page.status == 422
    assert f"{bad} n’existe pas" in page.text
    assert "x@gmail.com est hors de l’espace de confiance" in page.text
    assert count(house, box(house, "doctor"), "Drafts", title) == 1
    # What follows the refused one arrives; had anything left before it, it would be there by then.
    again = doctor.send(page, {"to": good, "subject": title, "text": "x"})
    assert again.status == 200
    eventually(lambda: count(house, good, "INBOX", title) > 0)
    assert count(house, good, "INBOX", title) == 1
    assert count(house, box(house, "doctor"), "Drafts", title) == 0


def test_a_second_click_sends_nothing(house: House, doctor: Person) -> None:
    title, to, page = subject(), box(house, "pharmacist"), doctor.composer()
    answers: list[Page] = []
    clicks = [
        threading.Thread(target=lambda: answers.append(doctor.send(page, {"to": to, "subject": title, "text": "x"})))
        for _ in range(4)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert [answer.status for answer in answers] == [200] * 4
    eventually(lambda: count(house, to, "INBOX", title) > 0)
    # A later message overtakes none: when it is there, a double of the first would be too.
    marker = subject()
    submission(house, box(house, "doctor")).submit([to], letter(box(house, "doctor"), to, marker))
    eventually(lambda: count(house, to, "INBOX", marker) == 1)
    assert count(house, to, "INBOX", title) == 1
    assert count(house, box(house, "doctor"), "Sent", title) == 1
    assert count(house, box(house, "doctor"), "Drafts", title) == 0


def test_a_late_save_does_not_bring_a_sent_message_back(house: House, doctor: Person) -> None:
    title, page = subject(), doctor.composer()
    values = {"to": box(house, "pharmacist"), "subject": title, "text": "x"}
    assert doctor.send(page, values | {"act": "brouillon"}).status == 200
    assert count(house, box(house, "doctor"), "Drafts", title) == 1
    assert doctor.send(page, values).status == 200
    doctor.send(page, values | {"act": "brouillon"})
    assert count(house, box(house, "doctor"), "Drafts", title) == 0


SEND = """
from medimail.mail import actions, errors
from medimail.mail.actions import Composition
from medimail.mailboxes.models import Mailbox
box = Mailbox.objects.get(address={sender!r})
message = Composition(message_id={message_id!r}, to=[{to!r}], cc=[], bcc=[], subject={title!r}, text="x", uploads=[],
                      kept=[], draft_uid=None, in_reply_to="", references="", answered=None)
try:
    actions.send(box, box.holder, message)
    print("sent")
except errors.MailUnavailable:
    print("unavailable")
"""


@dataclass(frozen=True)
class Sending:
    """One message that can be sent again and again, as by somebody who keeps clicking."""

    house: House
    title: str

    def __call__(self, **more: str) -> str:
        message_id = f"<{self.title.replace(' ', '.')}@test.example>"
        sender, to = box(self.house, "doctor"), box(self.house, "pharmacist")
        code = SEND.format(sender=sender, to=to, title=self.title, message_id=message_id)
        return inside(self.house, code, **more).split()[-1]

    def found(self) -> tuple[int, int, int]:
        """Copies in the sender's drafts, in Sent and in the recipient's inbox."""
        sender, to = box(self.house, "doctor"), box(self.house, "pharmacist")
        places = [(sender, "Drafts"), (sender, "Sent"), (to, "INBOX")]
        drafts, sent, arrived = (count(self.house, address, folder, self.title) for address, folder in places)
        return drafts, sent, arrived


@pytest.fixture
def sending(house: House) -> Sending:
    return Sending(house, subject())


def test_a_sent_message_is_in_three_places_at_most_once(sending: Sending) -> None:
    assert [sending(), sending()] == ["sent", "sent"]
    eventually(lambda: sending.found() == (0, 1, 1))


def test_postfix_down_keeps_the_draft_and_sends_later(sending: Sending) -> None:
    assert sending(MEDIMAIL_SUBMISSION="127.0.0.1:9") == "unavailable"
    assert sending.found() == (1, 0, 0)
    assert sending() == "sent"
    eventually(lambda: sending.found() == (0, 1, 1))


def test_dovecot_down_sends_nothing(sending: Sending) -> None:
    assert sending(MEDIMAIL_IMAP="127.0.0.1:9") == "unavailable"
    assert sending.found() == (0, 0, 0)


def test_the_copy_in_sent_is_tried_again_until_done(sending: Sending) -> None:
    """Dovecot hangs up on the move after Postfix has taken the message: it is sent all the same."""
    broken = Counter(sending.house.imap, refused="MOVE")
    assert sending(MEDIMAIL_IMAP=broken.endpoint) == "sent"
    broken.shutdown()
    assert "MOVE" in broken.commands
    # Sooner than the sweep, which looks at copies a minute old: this is the job's work.
    eventually(lambda: sending.found() == (0, 1, 1), patience=40)


STUCK = """
from datetime import timedelta
from django.utils import timezone
from medimail.mail.models import Outbox
from medimail.mail.tasks import sweep
from medimail.mailboxes.models import Mailbox
box = Mailbox.objects.get(address={sender!r})
closed = Mailbox.objects.create(
    kind="PER", address="closed@" + box.domain_id, domain=box.domain, display_name="x", state="closed", quota_bytes=1
)
waiting = [(box, {message_id!r}), *((closed, f"<{{number}}@x>") for number in range({closed_copies}))]
for age, (mailbox, message_id) in enumerate(waiting, start=5):
    row = Outbox.objects.create(mailbox=mailbox, message_id=message_id, state="submitted")
    Outbox.objects.filter(pk=row.pk).update(changed_at=timezone.now() - timedelta(minutes=age))
sweep(0)
sweep(0)
Outbox.objects.filter(mailbox=closed).delete()
closed.delete()
"""


@pytest.mark.parametrize("closed_copies", [0, 4])
def test_a_copy_whose_job_was_lost_is_found_by_the_sweep(house: House, closed_copies: int) -> None:
    """The program died between Postfix's answer and the move: only the row knows. Copies of a closed box wait ahead."""
    sender, title = box(house, "doctor"), subject()
    raw = letter(sender, box(house, "pharmacist"), title)
    with store(house, sender) as session:
        session.append("Drafts", raw, ("\\Draft", "\\Seen"))
    message_id = raw.decode().partition("Message-ID: ")[2].partition("\r\n")[0]
    inside(house, STUCK.format(sender=sender, message_id=message_id, closed_copies=closed_copies))
    assert (count(house, sender, "Drafts", title), count(house, sender, "Sent", title)) == (0, 1)


def test_nobody_signs_with_another_s_address(house: House) -> None:
    doctor, pharmacist = box(house, "doctor"), box(house, "pharmacist")
    assert claim(house, signed_in_as=doctor, sender=doctor) == 250
    assert claim(house, signed_in_as=doctor, sender=pharmacist) == 553
    with pytest.raises(SubmissionUnavailable):
        Submission(*house.submission, pharmacist, house.token(doctor)).submit([doctor], b"x")


def claim(house: House, *, signed_in_as: str, sender: str) -> int:
    """What Postfix answers to the recipient of a message that claims this sender."""
    bearer = f"n,a={signed_in_as},\x01auth=Bearer {house.token(signed_in_as)}\x01\x01"
    with smtplib.SMTP(*house.submission, timeout=10) as server:
        server.ehlo()
        server.auth("OAUTHBEARER", lambda challenge=None: bearer if challenge is None else "\x01")
        server.mail(sender)
        return server.rcpt(box(house, "pharmacist"))[0]


def test_six_hundred_recipients_are_counted(doctor: Person) -> None:
    to = ", ".join(f"personne{number}@pharmacien.oc.mssante.fr" for number in range(600))
    page = doctor.send(doctor.composer(), {"to": to, "subject": subject(), "text": "x"})
    assert page.status == 422
    assert "600" in page.text
    assert "personne599@" in page.text
