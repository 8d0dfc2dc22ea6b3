from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings

from medimail.lib.imap_bulk import BulkSession
from medimail.mail.store import WORKER, token_for, told_plainly
from medimail.mailboxes.models import Mailbox


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[BulkSession]:
    """Raises MailUnavailable, and MailboxFull."""
    with told_plainly(), closing(connected(mailbox)) as session:
        yield session


def connected(mailbox: Mailbox) -> BulkSession:
    return BulkSession(settings.IMAP_HOST, settings.IMAP_PORT, mailbox.address, token_for(mailbox, WORKER))
