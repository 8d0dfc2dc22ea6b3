"""The clients of these tests: IMAP, SMTP and LMTP as any program speaks them, and a condition waited for."""

import imaplib
import smtplib
import time
from collections.abc import Callable
from email.message import EmailMessage

from medimail.engines.site import Site
from medimail.lib import mail_token

ANNE, LUC, SMALL, SAM = (
    "anne@pharmacien.example",
    "luc@pharmacien.example",
    "petite@pharmacien.example",
    "sam@interne.example",
)


def token(site: Site, mailbox: str, lifetime: int = 120, person: str = "worker") -> str:
    return mail_token.issue(site.secret("mail-token-key").encode(), mailbox, person, lifetime=lifetime)


def bearer(mailbox: str, credential: str) -> str:
    return f"n,a={mailbox},\x01auth=Bearer {credential}\x01\x01"


def imap(site: Site, mailbox: str, credential: str | None = None) -> imaplib.IMAP4:
    """Signed in; imaplib.IMAP4.error when refused."""
    link = imaplib.IMAP4("127.0.0.1", site.imap_port, timeout=20)
    text = bearer(mailbox, credential or token(site, mailbox)).encode()
    try:
        link.authenticate("OAUTHBEARER", _once(text))
    except imaplib.IMAP4.error:
        link.shutdown()
        raise
    return link


def _once(text: bytes) -> Callable[[bytes], bytes]:
    # RFC 7628, 3.2.3: the answer to the error challenge is a lone ^A.
    answers = iter([text, b"\x01"])
    return lambda _challenge: next(answers)


def submission(site: Site, mailbox: str, person: str = "worker") -> smtplib.SMTP:
    link = smtplib.SMTP("127.0.0.1", site.submission_port, timeout=20)
    link.ehlo("test.example")
    text = bearer(mailbox, token(site, mailbox, person=person))
    link.auth("OAUTHBEARER", lambda challenge=None: text if challenge is None else "\x01")
    return link


def letter(sender: str, recipient: str, subject: str, size: int = 10) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, recipient, subject
    message["Message-ID"] = f"<{subject}@test.example>"
    message.set_content("x" * size)
    return message.as_bytes()


def subjects(site: Site, mailbox: str) -> list[str]:
    link = imap(site, mailbox)
    try:
        link.select("INBOX", readonly=True)
        _, numbers = link.search(None, "ALL")
        found = []
        for number in numbers[0].split():
            _, data = link.fetch(number.decode(), "(BODY[HEADER.FIELDS (SUBJECT)])")
            found.append(data[0][1].decode().partition(":")[2].strip())
        return found
    finally:
        link.logout()


def eventually(condition: Callable[[], bool], seconds: float = 30) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.05)
    return False
