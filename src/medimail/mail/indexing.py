"""Each night: an index of a search that was lost, or fell behind, is made again before somebody misses a result."""

from contextlib import suppress

from medimail.lib import imap_found
from medimail.mail.errors import MailBusy, MailUnavailable
from medimail.mail.folders import shelves
from medimail.mail.store import opened_by_worker
from medimail.mailboxes.models import Mailbox


def wake_all() -> None:
    for mailbox in Mailbox.objects.filter(state=Mailbox.State.ACTIVE).order_by("pk").iterator(chunk_size=200):
        with suppress(MailUnavailable):  # tomorrow again
            wake(mailbox)


def wake(mailbox: Mailbox) -> None:
    """Raises MailUnavailable. A folder that takes long goes on by itself."""
    with opened_by_worker(mailbox) as session:
        names = [shelf.name for shelf in shelves(session, fresh=True) if shelf.slug and shelf.messages]
    for name in names:
        with suppress(MailBusy), opened_by_worker(mailbox) as session:
            session.run(lambda client, name=name: imap_found.wake(client, [name]))  # type: ignore[misc]
