"""What a person looks for, in the words of IMAP SEARCH (RFC 3501, 6.4.4) as Dovecot's full-text index answers it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

EVERYTHING = "virtual/Tous"
"""All folders but the bin as one (dovecot.conf); its messages say where they are by X-MAILBOX and X-REAL-UID."""
SHORTEST = 3
"""Letters of a word that the index knows (`partial` in dovecot.conf)."""
MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """`words` stand anywhere: sender, recipients, subject, text, names of attachments."""

    words: str = ""
    sender: str = ""
    recipient: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None
    """The day itself belongs to it."""
    with_attachment: bool = False
    unread: bool = False
    flagged: bool = False
    label: str = ""
    """Its IMAP keyword."""

    @property
    def asks(self) -> bool:
        return bool(self.criteria())

    @property
    def typed(self) -> str:
        return " ".join((self.words, self.sender, self.recipient, self.subject))

    @property
    def by_index(self) -> bool:
        """False when flags and dates alone are asked."""
        return bool(words(self.typed))

    def criteria(self) -> list[str]:
        """Atoms and quoted strings in turn; what is too short for the index is left out."""
        named = {"TEXT": self.words, "FROM": self.sender, "TO": self.recipient, "SUBJECT": self.subject}
        found = [part for key, text in named.items() for word in words(text) for part in _key(key, word)]
        found += [part for key, day in _days(self.since, self.until) for part in (key, day)]
        flags = {"KEYWORD $HasAttachment": self.with_attachment, "UNSEEN": self.unread, "FLAGGED": self.flagged}
        flags |= {f"KEYWORD {self.label}": bool(self.label)}
        return found + [key for key, wanted in flags.items() if wanted]


def words(text: str) -> list[str]:
    """As the index cut them: at apostrophes, hyphens, dots and @ too."""
    known = dict.fromkeys(word for word in _WORD.findall(text) if len(word) >= SHORTEST)
    return list(known)[:MOST_WORDS]


def uids(partial: bytes) -> list[int]:
    """The numbers of a PARTIAL or ALL answer in its own order, which a sort made: `7,9:11,5:4`."""
    return [number for part in partial.split(b",") if part for number in _span(part)]


def _span(part: bytes) -> Iterator[int]:
    first, _, last = part.partition(b":")
    start, end = int(first), int(last or first)
    yield from range(start, end + 1) if start <= end else range(start, end - 1, -1)


def _key(key: str, word: str) -> list[str]:
    # The index keeps « œ », people write « oe » as often.
    spellings = dict.fromkeys((word, word.translate(_LIGATURES), word.replace("oe", "œ").replace("Oe", "Œ")))
    *others, last = spellings
    tests = [part for spelling in others for part in ("OR", key, _quoted(spelling))]
    return [*tests, key, _quoted(last)]


def _quoted(word: str) -> str:
    return f'"{word}"'  # letters and digits: nothing to escape


def _days(since: date | None, until: date | None) -> list[tuple[str, str]]:
    found = [("SINCE", since)] if since else []
    if until:
        # BEFORE the next day: ON and BEFORE alone would miss one or the other.
        found.append(("BEFORE", date.fromordinal(until.toordinal() + 1)))
    return [(key, f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}") for key, day in found]
