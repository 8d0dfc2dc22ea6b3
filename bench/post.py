"""Mail by the shortest ways the engines know: what no application can beat."""

import smtplib
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import make_msgid
from functools import partial

from imapclient import IMAPClient

from tests.house_fixture import House

Send = Callable[[str], None]
"""Sends one message with this Message-ID."""


def inbox(house: House, address: str) -> IMAPClient:
    client = IMAPClient(*house.imap, ssl=False, use_uid=True)
    client.oauthbearer_login(address, house.token(address))
    client.select_folder("INBOX")
    return client


def submit(house: House, sender: str, recipient: str, message_id: str) -> None:
    token = house.token(sender)
    answer = f"n,a={sender},\x01auth=Bearer {token}\x01\x01"
    with smtplib.SMTP(*house.submission, timeout=30) as smtp:
        smtp.ehlo()
        smtp.auth("OAUTHBEARER", lambda challenge=None: answer)  # noqa: ARG005
        smtp.send_message(message(sender, recipient, message_id))


def message(sender: str, recipient: str, message_id: str) -> EmailMessage:
    written = EmailMessage()
    written["From"], written["To"], written["Subject"], written["Message-ID"] = sender, recipient, "bench", message_id
    written.set_content("Bonjour.\n" * 20)
    return written


def delivery(watched: IMAPClient, send: Callable[[], None]) -> Callable[[], None]:
    """Sends, then asks the open inbox until one more message is there."""

    def act() -> None:
        before = len(watched.search())
        send()
        limit = time.monotonic() + 30
        while len(watched.search()) == before:
            assert time.monotonic() < limit, "the message did not arrive within 30 s"
            watched.noop()

    return act


def submission_floor(house: House, sender: str, recipient: str) -> Callable[[], None]:
    return partial(_submit_new, house, sender, recipient)


def _submit_new(house: House, sender: str, recipient: str) -> None:
    submit(house, sender, recipient, make_msgid(domain="bench.example"))


def fill(client: IMAPClient, address: str, count: int) -> None:
    """MULTIAPPEND (RFC 3502) in packs: a big mailbox in seconds."""
    for start in range(0, count, 500):
        pack = [
            message(address, address, f"<{start + n}@fill.example>").as_bytes() for n in range(min(500, count - start))
        ]
        client.multiappend("INBOX", pack)
