"""Fifty results of a search: one exchange finds and sorts them, one says what a row shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from medimail.lib.imap_client import Client
from medimail.lib.imap_rows import ITEMS, Row, rows
from medimail.lib.imap_search import uids
from medimail.lib.imap_wire import quoted, together, unquoted

_PLACE = re.compile(
    rb'\d+ FETCH \(UID (\d+) X-REAL-UID (\d+) X-MAILBOX ("(?:[^"\\]|\\.)*"|\{\d+\}\r\n.*|[^ ()]+)\)', re.DOTALL
)
_PARTIAL, _ALL = re.compile(rb"PARTIAL \(\S+ ([\d,:]+)\)"), re.compile(rb"ALL ([\d,:]+)")
_COUNT = re.compile(rb"COUNT (\d+)")

_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Found:
    folder: str
    row: Row
    """With its uid in that folder."""
    place: int
    """Its uid where it was looked for."""


def first(client: Client, folder: str, criteria: Sequence[str], amount: int) -> tuple[list[int], int]:
    """The newest that match, and how many there are in all. The folder stays open."""
    answer = _sort(client, folder, f"(PARTIAL 1:{amount} COUNT)", criteria)
    return _numbers(_PARTIAL, answer), _count(answer)


def after(client: Client, folder: str, criteria: Sequence[str], uid: int, amount: int) -> tuple[list[int], int]:
    """Those that follow this one; none when it matches no longer."""
    answer = _sort(client, folder, "(ALL COUNT)", criteria)
    found = _numbers(_ALL, answer)
    start = found.index(uid) + 1 if uid in found else len(found)
    return found[start : start + amount], _count(answer)


def wake(client: Client, folders: Sequence[str]) -> None:
    """Has the index of these folders made where it was lost: Dovecot sees that in a folder itself, not in a virtual
    one. Raises when that takes long; it goes on by itself.
    """
    for start in range(0, len(folders), _AT_ONCE):
        some = folders[start : start + _AT_ONCE]
        together(client, *chain(*((b"EXAMINE " + quoted(name), b'SEARCH RETURN (COUNT) TEXT "aaa"') for name in some)))


def describe(client: Client, wanted: Sequence[int]) -> list[Found]:
    """In the order asked; what is gone meanwhile is left out."""
    if not wanted:
        return []
    these = b"UID FETCH " + b",".join(b"%d" % uid for uid in wanted)
    # Dovecot works on both at once: which of them an answer belongs to is not said.
    answers = list(chain(*together(client, these + b" " + ITEMS, these + b" (UID X-REAL-UID X-MAILBOX)")))
    places = {int(line[1]): (int(line[2]), unquoted(line[3])) for line in map(_PLACE.match, answers) if line}
    found = {row.uid: row for row in rows(answers)}
    known = [uid for uid in wanted if uid in found and uid in places]
    return [Found(places[uid][1], replace(found[uid], uid=places[uid][0]), uid) for uid in known]


def _sort(client: Client, folder: str, returned: str, criteria: Sequence[str]) -> bytes:
    # Eight-bit letters in quoted strings: Dovecot takes them, and each literal would cost a round trip.
    words = " ".join(criteria).encode()
    sort = b"UID SORT RETURN " + returned.encode("ascii") + b" (REVERSE ARRIVAL) UTF-8 " + words
    answers = chain(*together(client, b"EXAMINE " + quoted(folder), sort))
    return next(answer for answer in answers if answer.startswith(b"ESEARCH"))


def _numbers(pattern: re.Pattern[bytes], answer: bytes) -> list[int]:
    found = pattern.search(answer)
    return uids(found[1]) if found else []


def _count(answer: bytes) -> int:
    found = _COUNT.search(answer)
    return int(found[1]) if found else 0


def one(client: Client, folder: str, uid: int) -> Row | None:
    """The row of a message in its own folder; None when it is gone."""
    _, answers = together(client, b"EXAMINE " + quoted(folder), b"UID FETCH %d " % uid + ITEMS)
    return next((row for row in rows(answers) if row.uid == uid), None)


def with_message_ids(names: Sequence[str]) -> list[str]:
    """Criteria that any of these meets; none for none. What a quoted string cannot hold is left out (RFC 3501, 9)."""
    safe = [name for name in names if name.isascii() and name.isprintable() and not {'"', "\\"} & set(name)]
    if not safe:
        return []
    tests = [f'HEADER Message-ID "<{name}>"' for name in safe]
    return [*(f"OR {test}" for test in tests[:-1]), tests[-1]]
