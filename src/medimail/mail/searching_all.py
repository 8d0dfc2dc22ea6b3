"""One search in several boxes: each finds its fifty, and the newest of all are shown."""

from dataclasses import dataclass
from heapq import merge
from itertools import islice

from medimail.accounts.models import User
from medimail.lib.imap_search import Wanted
from medimail.mail import several
from medimail.mail.searching import PAGE, FoundPage, FoundRow, found
from medimail.mailboxes.models import Mailbox

Pair = tuple[Mailbox, FoundRow]


@dataclass(frozen=True, slots=True)
class FoundInAll:
    rows: list[Pair]
    total: int
    last: str
    """What to pass as `after` for the next page; empty when nothing is left."""
    silent: list[Mailbox]
    busy: list[Mailbox]


def found_in_all(boxes: list[Mailbox], person: User, wanted: Wanted, *, folder: str, after: str) -> FoundInAll:
    """A box that gave no answer is not asked for the next page: what is newer than that page would come with it."""
    starts = several.read(after)
    asked = [box for box in boxes if box.pk in starts] if after else boxes
    answers = several.ask_each(
        asked, lambda box: found(box, person, wanted, folder=folder, after=starts.get(box.pk) or None)
    )
    # Each box's own order is kept: its next page follows the last row of it that is shown.
    in_order = merge(*map(_pairs, answers.given), key=lambda pair: pair[1].message.date, reverse=True)
    shown = list(islice(in_order, PAGE))
    lasts = {box.pk: row.place for box, row in shown}
    further = {
        box.pk: lasts.get(box.pk, starts.get(box.pk, 0))
        for box, page in answers.given
        if page.last or (page.rows and page.rows[-1].place != lasts.get(box.pk))
    }
    total = sum(page.total for _, page in answers.given)
    return FoundInAll(shown, total, several.written(further), answers.silent, answers.busy)


def _pairs(given: tuple[Mailbox, FoundPage]) -> list[Pair]:
    box, page = given
    return [(box, row) for row in page.rows]
