"""What stands on messages beside their text: flags, keywords and the Message-ID they are known by."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from imapclient import IMAPClient

from medimail.lib.imap_list import numbers_of, select
from medimail.lib.imap_rows import flagged
from medimail.lib.imap_wire import together

_ID = re.compile(rb"<([^<>\s]{1,998})>")
_ITEMS = b"(UID FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"


@dataclass(frozen=True, slots=True)
class Marked:
    uid: int
    flags: frozenset[str]
    message_id: str
    """Without its signs; empty when the message has none."""


def marked(client: IMAPClient, folder: str, uids: Sequence[int]) -> list[Marked]:
    """Opens the folder to write. Messages already gone are passed over."""
    _, answers = together(client, select(folder), b"UID FETCH %s %s" % (numbers_of(uids), _ITEMS))
    return [Marked(uid, flags, _id(header)) for uid, flags, header in flagged(answers)]


def mark(client: IMAPClient, uids: Sequence[int], *, on: Iterable[str], off: Collection[str]) -> None:
    """In the open folder, for one exchange."""
    these = numbers_of(uids)
    changes = [(b"-", off), (b"+", list(on))]
    stores = [
        b"UID STORE %s %sFLAGS.SILENT (%s)" % (these, sign, " ".join(sorted(words)).encode("ascii"))
        for sign, words in changes
        if words
    ]
    if stores:
        together(client, *stores)


def _id(header: bytes) -> str:
    found = _ID.search(header)
    return found[1].decode("ascii", "replace") if found else ""
