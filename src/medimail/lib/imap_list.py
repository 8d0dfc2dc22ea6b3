"""The words of IMAP that lists need: look into a folder, its rows, what matches, and acts on many messages."""

import re
from collections.abc import Callable, Sequence

from imapclient import IMAPClient

from medimail.lib.imap_folders import State, state_in
from medimail.lib.imap_rows import ITEMS, Row, headers, rows
from medimail.lib.imap_wire import quoted, together

_FOUND = re.compile(rb"ESEARCH .*?(?:ALL|PARTIAL \(\d+:\d+) ([0-9:,]+)")
_COPIED = re.compile(rb"\[COPYUID \d+ [0-9:,]+ ([0-9:,]+)\]")
_WINDOW = 5_000
_SENDERS = 1_000
_WALK = 5_000  # headers read for one page of « patients »: about 50 ms
_STATUS = b" (MESSAGES UNSEEN UIDNEXT HIGHESTMODSEQ)"


def look(client: IMAPClient, folder: str, *others: str) -> list[State]:
    """Opens the folder without marking anything; its state, then that of the others, for one round trip."""
    name = quoted(folder)
    asked = [b"STATUS " + quoted(each) + _STATUS for each in others]
    _, *answers = together(client, b"EXAMINE " + name, b"STATUS " + name + _STATUS, *asked)
    return [state_in(answer) for answer in answers]


def some(client: IMAPClient, numbers: Sequence[int] | range) -> list[Row]:
    """The rows of these places in the folder, in the same order."""
    if not numbers:
        return []
    [answers] = together(client, b"FETCH " + numbers_of(numbers) + b" " + ITEMS)
    found = {row.number: row for row in rows(answers)}
    return [found[number] for number in numbers if number in found]


def matching(client: IMAPClient, criteria: bytes, last: int, wanted: int) -> list[int]:
    """Places of the newest messages at or below `last` that match: windows that grow, no whole folder."""
    found: list[int] = []
    window = _WINDOW
    while last > 0 and len(found) < wanted:
        first = max(1, last - window + 1)
        [answers] = together(client, b"SEARCH RETURN (ALL) %d:%d %s" % (first, last, criteria))
        found += reversed(_numbers(answers))
        last, window = first - 1, window * 2
    return found[:wanted]


def by_sender(client: IMAPClient, wants: Callable[[bytes], bool], last: int, wanted: int) -> tuple[list[int], int]:
    """The same by the From header, and how far down was looked.

    A SEARCH on a header waits for the full-text index, minutes when it has to be built; headers stand in the cache.
    """
    found: list[int] = []
    end = max(0, last - _WALK)
    while last > end and len(found) < wanted:
        first = max(1, last - _SENDERS + 1)
        [answers] = together(client, b"FETCH %d:%d (BODY.PEEK[HEADER.FIELDS (FROM)])" % (first, last))
        found += [number for number, header in reversed(headers(answers)) if wants(header)]
        last = first - 1
    return (found[:wanted], found[wanted - 1] - 1) if len(found) >= wanted else (found, last)


def sorted_by(client: IMAPClient, order: bytes, criteria: bytes, start: int, wanted: int) -> list[int]:
    """Places `start` to `start + wanted` (from 0) of the folder in this order (RFC 5267)."""
    window = b"%d:%d" % (start + 1, start + wanted)
    [answers] = together(client, b"SORT RETURN (PARTIAL %s) (%s) UTF-8 %s" % (window, order, criteria))
    return _numbers(answers)


def store(client: IMAPClient, folder: str, uids: Sequence[int], flag: str, *, on: bool) -> None:
    change = b"+FLAGS.SILENT" if on else b"-FLAGS.SILENT"
    together(client, select(folder), b"UID STORE %s %s (%s)" % (numbers_of(uids), change, flag.encode("ascii")))


def move(client: IMAPClient, folder: str, uids: Sequence[int], target: str) -> list[int]:
    """The uids they have there (UIDPLUS, RFC 4315)."""
    _, answers = together(client, select(folder), b"UID MOVE %s %s" % (numbers_of(uids), quoted(target)))
    found = next((line for line in map(_COPIED.search, answers) if line), None)
    return _expanded(found[1]) if found else []


def move_all(client: IMAPClient, folder: str, target: str) -> None:
    together(client, select(folder), b"MOVE 1:* " + quoted(target))


def remove(client: IMAPClient, folder: str, uids: Sequence[int] | None) -> None:
    """For good; all of them when `uids` is None."""
    these = b"1:*" if uids is None else numbers_of(uids)
    [answers] = together(client, select(folder))
    if any(line.startswith(b"0 EXISTS") for line in answers):
        return
    gone = b"UID STORE %s +FLAGS.SILENT (\\Deleted)" % these
    together(client, gone, b"UID EXPUNGE " + these)


def select(folder: str) -> bytes:
    """Opens it to write."""
    return b"SELECT " + quoted(folder)


def numbers_of(numbers: Sequence[int] | range) -> bytes:
    """Runs become ranges, as Dovecot reads them faster."""
    runs: list[list[int]] = []
    for number in sorted({int(number) for number in numbers}):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return b",".join(b"%d" % a if a == b else b"%d:%d" % (a, b) for a, b in runs)


def _numbers(answers: list[bytes]) -> list[int]:
    found = next((line for line in map(_FOUND.match, answers) if line), None)
    return _expanded(found[1]) if found else []


def _expanded(numbers: bytes) -> list[int]:
    found: list[int] = []
    for run in numbers.split(b","):
        first, _, last = run.partition(b":")
        start, end = int(first), int(last or first)
        found += range(start, end + 1) if start <= end else range(start, end - 1, -1)
    return found
