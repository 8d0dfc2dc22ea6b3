"""The holder is told once for what arrives, without a word of it; a lost event is repaired by asking again."""

import json

from tests.house_fixture import House, eventually
from tests.wire.site import count, inside, letter, store, subject, submission

LETTERS = """
import json
from medimail.notifications.models import Letter
found = Letter.objects.filter(to={to!r}, kind="arrival").order_by("id")
print(json.dumps([f"{{one.subject}} {{one.text}} {{one.html}}" for one in found]))
"""
SWEEP = "from medimail.mail.tasks import sweep\nsweep(0)\nsweep(0)"


RUNG = """
from procrastinate.contrib.django.models import ProcrastinateJob
print(ProcrastinateJob.objects.filter(task_name="mail.tell").count())
"""


def rung(house: House) -> int:
    """How many times the doorbell has put a job in the queue."""
    return int(inside(house, RUNG).split()[-1])


def letters(house: House, role: str) -> list[str]:
    printed = inside(house, LETTERS.format(to=house.accounts[role].email))
    found: list[str] = json.loads(printed.splitlines()[-1])
    return found


def test_the_doorbell_makes_one_letter_without_content(house: House) -> None:
    sender, receiver, title = house.accounts["doctor"].mailbox or "", house.accounts["med"].mailbox or "", subject()
    inside(house, SWEEP)
    before, rings = len(letters(house, "med")), rung(house)
    submission(house, sender).submit([receiver], letter(sender, receiver, title, body="Patient Untel, glycémie 1,2"))
    # The sweep would tell it too, in its time: the job shows that Dovecot's event did.
    eventually(lambda: rung(house) > rings)
    eventually(lambda: len(letters(house, "med")) > before)
    inside(house, SWEEP)
    after = letters(house, "med")
    assert len(after) == before + 1
    assert receiver in after[-1]
    for word in (title, "Untel", "glycémie", sender):
        assert word not in after[-1]
    assert count(house, receiver, "INBOX", title) == 1


def test_a_lost_event_is_repaired_by_the_sweep(house: House) -> None:
    """APPEND puts mail into the inbox without any delivery event: as if the event had been lost."""
    receiver = house.accounts["med"].mailbox or ""
    inside(house, SWEEP)
    before = len(letters(house, "med"))
    with store(house, receiver) as session:
        session.append("INBOX", letter("a@x.example", receiver, subject()), ())
        session.append("INBOX", letter("a@x.example", receiver, subject()), ())
        session.append("INBOX", letter("a@x.example", receiver, subject()), ("\\Seen",))
    inside(house, SWEEP)
    assert before < len(letters(house, "med")) <= before + 2


def test_what_was_read_elsewhere_is_not_told(house: House) -> None:
    receiver = house.accounts["med"].mailbox or ""
    inside(house, SWEEP)
    before = len(letters(house, "med"))
    with store(house, receiver) as session:
        session.append("INBOX", letter("a@x.example", receiver, subject()), ("\\Seen",))
    inside(house, SWEEP)
    assert len(letters(house, "med")) == before


SWITCH = """
from dataclasses import replace
from medimail.accounts.models import User
from medimail.enrolment.actions import edit_profile
from medimail.enrolment.claims import claim_of
user = User.objects.get(email="{email}")
edit_profile(user, replace(claim_of(user).data, notify={on}))
"""


def test_who_switched_notifications_off_is_not_told(house: House) -> None:
    account = house.accounts["med"]
    receiver = account.mailbox or ""
    inside(house, SWEEP)
    told = []
    for on in (False, True):
        before = len(letters(house, "med"))
        inside(house, SWITCH.format(email=account.email, on=on))
        with store(house, receiver) as session:
            session.append("INBOX", letter("a@x.example", receiver, subject()), ())
        inside(house, SWEEP)
        told.append(len(letters(house, "med")) > before)
    assert told == [False, True]
