"""The folders of every box: the word in our addresses and Dovecot's name. What people read is for the web to say."""

from dataclasses import dataclass

from medimail.mail.errors import NoSuchMessage


@dataclass(frozen=True, slots=True)
class Folder:
    slug: str
    name: str


INBOX = Folder("reception", "INBOX")
DRAFTS = Folder("brouillons", "Drafts")
SENT = Folder("envoyes", "Sent")
REPORTS = Folder("accuses", "Reports")
FOLDERS = [
    INBOX,
    DRAFTS,
    SENT,
    Folder("archives", "Archive"),
    Folder("indesirables", "Junk"),
    Folder("corbeille", "Trash"),
    REPORTS,
]
_BY_SLUG = {folder.slug: folder for folder in FOLDERS}


def folder_of(slug: str) -> Folder:
    """Raises NoSuchMessage for any other word."""
    if slug not in _BY_SLUG:
        raise NoSuchMessage
    return _BY_SLUG[slug]
