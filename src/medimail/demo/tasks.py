"""What the demonstration does once its engines answer: its first messages, and the rest of its directory."""

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from medimail.demo import directory
from medimail.demo.messages import FIRST_LETTERS, FirstLetter
from medimail.mail import actions as mail
from medimail.mail.errors import MailUnavailable
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.queries import active_mailbox

_RETRY = RetryStrategy(max_attempts=60, wait=2, retry_exceptions={MailUnavailable})


@app.task(name="demo.write_first_letters", retry=_RETRY)
def write_first_letters() -> None:
    """Run twice, each letter still leaves once: its Message-ID is fixed."""
    for number, letter in enumerate(FIRST_LETTERS, start=1):
        sender, recipient = active_mailbox(letter.sender), active_mailbox(letter.recipient)
        if sender and sender.holder and recipient:
            mail.send(sender, sender.holder, _composition(number, letter, recipient))


@app.task(name="demo.open_directory")
def open_directory() -> None:
    """Some seconds of work that no newcomer should wait for."""
    directory.load(settings.DEMO_PROFESSIONALS)


def _composition(number: int, letter: FirstLetter, recipient: Mailbox) -> mail.Composition:
    return mail.Composition(
        message_id=f"<demonstration-{number}@{letter.sender.rpartition('@')[2]}>",
        to=[recipient.address],
        cc=[],
        bcc=[],
        subject=letter.subject,
        text=letter.text,
        uploads=[mail.Upload(*attachment) for attachment in letter.attachments],
        kept=[],
        draft_uid=None,
        in_reply_to="",
        references="",
        answered=None,
    )
