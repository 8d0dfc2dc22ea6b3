"""Folders as people see them: name, icon, and what an empty one says."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from medimail.mail.folders import Shelf


@dataclass(frozen=True, slots=True)
class Folder:
    slug: str
    label: str
    icon: str
    empty: str
    outgoing: bool = False
    own: bool = False


FOLDERS = (
    Folder("reception", "Réception", "inbox", "Les messages que vous recevrez s’afficheront ici."),
    Folder("brouillons", "Brouillons", "pencil-line", "Un message enregistré avant l’envoi attend ici.", outgoing=True),
    Folder("envoyes", "Envoyés", "send", "La copie de chaque message envoyé se range ici.", outgoing=True),
    Folder("archives", "Archives", "archive", "Archivez un message traité pour alléger la réception."),
    Folder("indesirables", "Indésirables", "shield-alert", "Aucun message n’a été écarté."),
    Folder("corbeille", "Corbeille", "trash-2", "Les messages mis à la corbeille s’affichent ici."),
    Folder("accuses", "Accusés", "check-check", "Les accusés de remise et de lecture se rangent ici."),
)
LABELS = {folder.slug: folder.label for folder in FOLDERS}
BY_SLUG = {folder.slug: folder for folder in FOLDERS}
_OWN_EMPTY = "Choisissez des messages dans une liste, puis « Déplacer » pour les ranger ici."


def as_shown(slug: str, shelves: Iterable[Shelf]) -> Folder:
    """Also one of the person's own, which they named."""
    if slug in BY_SLUG:
        return BY_SLUG[slug]
    label = next((shelf.label for shelf in shelves if shelf.slug == slug), "Dossier")
    return Folder(slug, label, "folder", _OWN_EMPTY, own=True)


@dataclass(frozen=True, slots=True)
class Filing:
    """One button that moves the message being read. `short` stands under the icon and is part of `label`."""

    target: str
    label: str
    short: str
    icon: str


_ARCHIVE = Filing("archives", "Archiver", "Archiver", "archive")
_BIN = Filing("corbeille", "Mettre à la corbeille", "Corbeille", "trash-2")
_BACK = Filing("reception", "Remettre en réception", "Réception", "undo-2")

FILINGS = defaultdict(
    lambda: (_BACK, _ARCHIVE, _BIN),  # in a folder of one's own
    {
        "reception": (_ARCHIVE, _BIN),
        "brouillons": (_BIN,),
        "envoyes": (_ARCHIVE, _BIN),
        "archives": (_BACK, _BIN),
        "indesirables": (_BACK, _BIN),
        "corbeille": (_BACK,),
        "accuses": (_BIN,),
    },
)
