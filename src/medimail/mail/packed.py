"""The files inside a `winmail.dat`, streamed out of Dovecot and never whole in memory."""

from medimail.accounts.models import User
from medimail.lib import tnef
from medimail.mail import queries
from medimail.mail.errors import NoSuchMessage
from medimail.mail.queries import Attachment, Download
from medimail.mail.reading import Inside
from medimail.mailboxes.models import Mailbox

_KIND = "application/octet-stream"


def listed(
    mailbox: Mailbox, person: User, folder: str, uid: int, part: int, *, inside: Inside = ()
) -> tuple[Attachment, list[Attachment]]:
    """The packed file and what it holds, `part` being the place inside; nothing when it cannot be read.

    Raises NoSuchMessage, MailUnavailable.
    """
    found = queries.download(mailbox, person, folder, uid, part, inside=inside)
    try:
        held = tnef.files(found.pieces)
    except tnef.NotTnef:
        held = []
    return found.attachment, [Attachment(one.place, one.name or f"piece-{one.place}", _KIND, one.size) for one in held]


def download(
    mailbox: Mailbox, person: User, folder: str, uid: int, *, part: int, place: int, inside: Inside = ()
) -> Download:
    """One of `listed`. Raises NoSuchMessage, MailUnavailable."""
    _, held = listed(mailbox, person, folder, uid, part, inside=inside)
    if (wanted := next((file for file in held if file.part == place), None)) is None:
        raise NoSuchMessage
    again = queries.download(mailbox, person, folder, uid, part, inside=inside)
    return Download(wanted, tnef.content(again.pieces, place))
