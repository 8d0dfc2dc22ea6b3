"""A right is asked at each sign-in, and its end hangs up on what is open."""

from collections.abc import Iterator

import pytest

from medimail.lib import mail_token
from medimail.lib.imap import Session
from medimail.lib.imap_errors import ImapUnavailable
from medimail.lib.smtp import MessageNotAccepted, RecipientsNotAccepted, Submission
from tests.house_fixture import House, eventually
from tests.wire.site import inside, letter, subject

_HEAD = """
from django.utils import timezone
from datetime import timedelta
from medimail.accounts.models import User
from medimail.mailboxes.models import Grant, Mailbox
from medimail.mailboxes.actions import change, end, give
holder = User.objects.get(email={holder!r}); person = User.objects.get(email={person!r})
box = holder.mailboxes.get(kind="PER"); today = timezone.localdate()
"""


class Delegation:
    """The doctor's box, and what the pharmacist may do in it."""

    def __init__(self, house: House) -> None:
        doctor, pharmacist = house.accounts["doctor"], house.accounts["pharmacist"]
        self.house, self.address, self.peer = house, doctor.mailbox or "", pharmacist.mailbox or ""
        self._head = _HEAD.format(holder=doctor.email, person=pharmacist.email)
        self._person = f"person-{self.run('print(person.pk)').strip()}"

    def run(self, code: str) -> str:
        return inside(self.house, self._head + code)

    def token(self) -> str:
        key = (self.house.home / "secrets" / "mail-token-key").read_text().strip().encode()
        return mail_token.issue(key, self.address, self._person)

    def imap(self, token: str = "") -> Session:
        return Session(*self.house.imap, self.address, token or self.token())

    def submit(self, token: str = "") -> None:
        text = letter(self.address, self.peer, subject())
        Submission(*self.house.submission, self.address, token or self.token()).submit([self.peer], text)


@pytest.fixture
def delegation(house: House) -> Iterator[Delegation]:
    made = Delegation(house)
    yield made
    made.run("box.grants.filter(person=person).delete()")


def opens(made: Delegation, token: str = "") -> bool:
    try:
        made.imap(token).close()
    except ImapUnavailable:
        return False
    return True


def test_without_a_right_nothing_opens(delegation: Delegation) -> None:
    assert not opens(delegation)
    with pytest.raises((RecipientsNotAccepted, MessageNotAccepted)):
        delegation.submit()


def test_a_delegate_who_reads_neither_files_nor_sends_and_one_who_writes_does(delegation: Delegation) -> None:
    delegation.run('give(holder, box, person, "reader", ends_on=today)')
    session = delegation.imap()
    assert session.open("INBOX").exists >= 0
    with pytest.raises(ImapUnavailable):
        session.append("Drafts", letter(delegation.address, delegation.peer, subject()), ())
    with pytest.raises((RecipientsNotAccepted, MessageNotAccepted)):
        delegation.submit()
    delegation.run('change(holder, box, box.grants.get(person=person).pk, "writer", ends_on=today)')
    session = delegation.imap()
    session.append("Trash", letter(delegation.address, delegation.peer, subject()), ())
    delegation.submit()
    session.close()


def test_a_right_that_is_taken_back_cuts_the_open_connection_and_its_tokens(delegation: Delegation) -> None:
    delegation.run('give(holder, box, person, "writer", ends_on=today)')
    token, session = delegation.token(), delegation.imap()
    session.open("INBOX")
    delegation.run("end(holder, box, box.grants.get(person=person).pk)")
    assert not opens(delegation, token)
    with pytest.raises((RecipientsNotAccepted, MessageNotAccepted)):
        delegation.submit(token)
    eventually(session.dead, patience=20)


def test_a_right_whose_last_day_is_over_opens_nothing(delegation: Delegation) -> None:
    delegation.run('give(holder, box, person, "writer", ends_on=today)')
    assert opens(delegation)
    delegation.run("Grant.objects.filter(person=person, ended_at=None).update(ends_on=today - timedelta(days=1))")
    assert not opens(delegation)
