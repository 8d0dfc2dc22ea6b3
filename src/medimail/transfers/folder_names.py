"""The six folders as people call them, in a file that leaves or comes."""

INBOX = "INBOX"
LABELS = {
    INBOX: "Réception",
    "Drafts": "Brouillons",
    "Sent": "Envoyés",
    "Archive": "Archives",
    "Junk": "Indésirables",
    "Trash": "Corbeille",
    "Reports": "Accusés",
}
LOOSE = "Importés"
"""Where messages go that came without a folder."""
_ELSEWHERE = {
    INBOX: ("inbox", "boîte de réception", "courrier entrant"),
    "Drafts": ("drafts",),
    "Sent": ("sent", "sent items", "sent messages", "éléments envoyés", "messages envoyés"),
    "Archive": ("archive",),
    "Junk": ("junk", "spam", "courrier indésirable", "junk e-mail"),
    "Trash": ("trash", "deleted items", "éléments supprimés", "deleted messages"),
}
_KNOWN = {label.casefold(): name for name, label in LABELS.items()} | {
    word: name for name, words in _ELSEWHERE.items() for word in words
}


def outside(name: str) -> str:
    """`Sent/2025` → « Envoyés/2025 »."""
    first, slash, rest = name.partition("/")
    return LABELS.get(first, first) + slash + rest


def inside(parts: tuple[str, ...]) -> str:
    if not parts:
        return LOOSE
    return "/".join([_KNOWN.get(parts[0].casefold(), parts[0]), *parts[1:]])
