"""Doors to Dovecot: a pooled one for a person's page, a plain one for background work."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings

from medimail.accounts.models import User
from medimail.lib import mail_token
from medimail.lib.imap import Session
from medimail.lib.imap_errors import ImapBusy, ImapFull, ImapUnavailable
from medimail.lib.imap_pool import Pool
from medimail.mail.errors import MailboxFull, MailBusy, MailUnavailable
from medimail.mailboxes.models import Mailbox

WORKER = "worker"


def token_for(mailbox: Mailbox, person: str) -> str:
    return mail_token.issue(settings.MAIL_TOKEN_KEY, mailbox.address, person)


def _connect(address: str, person: str) -> Session:
    token = mail_token.issue(settings.MAIL_TOKEN_KEY, address, person)
    return Session(settings.IMAP_HOST, settings.IMAP_PORT, address, token)


_pool = Pool(_connect)


def token_name(person: User) -> str:
    """How Dovecot knows who reads: stable, unique, and nothing to learn from a log."""
    return f"person-{person.pk}"


@contextmanager
def opened(mailbox: Mailbox, person: User) -> Iterator[Session]:
    """Raises MailUnavailable."""
    with told_plainly(), _pool.session(mailbox.address, token_name(person)) as session:
        yield session


@contextmanager
def opened_by_worker(mailbox: Mailbox) -> Iterator[Session]:
    """Closed at once: background work visits many boxes and none twice in a row. Raises MailUnavailable."""
    with told_plainly(), closing(_connect(mailbox.address, WORKER)) as session:
        yield session


@contextmanager
def told_plainly() -> Iterator[None]:
    try:
        yield
    except ImapFull:
        raise MailboxFull from None
    except ImapBusy:
        raise MailBusy from None
    except ImapUnavailable as error:
        raise MailUnavailable(str(error)) from None
