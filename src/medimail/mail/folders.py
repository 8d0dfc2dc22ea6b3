"""The six folders: the word in our addresses, Dovecot's name, the label."""

from dataclasses import dataclass

from medimail.mail.errors import NoSuchMessage


@dataclass(frozen=True, slots=True)
class Folder:
    slug: str
    name: str
    label: str


INBOX = Folder("reception", "INBOX", "Réception")
DRAFTS = Folder("brouillons", "Drafts", "Brouillons")
SENT = Folder("envoyes", "Sent", "Envoyés")
FOLDERS = [
    INBOX,
    DRAFTS,
    SENT,
    Folder("archives", "Archive", "Archives"),
    Folder("indesirables", "Junk", "Indésirables"),
    Folder("corbeille", "Trash", "Corbeille"),
]
_BY_SLUG = {folder.slug: folder for folder in FOLDERS}


def folder_of(slug: str) -> Folder:
    """Raises NoSuchMessage for any other word."""
    if slug not in _BY_SLUG:
        raise NoSuchMessage
    return _BY_SLUG[slug]
