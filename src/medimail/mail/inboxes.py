"""The inboxes of several boxes as one list, newest first: each page goes on in each box where the last one stopped."""

from dataclasses import dataclass

from medimail.accounts.models import User
from medimail.lib import imap_list
from medimail.mail import several
from medimail.mail.folders import INBOX
from medimail.mail.listing import PAGE, MessageRow, inbox_head
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox


@dataclass(frozen=True, slots=True)
class Inboxes:
    rows: list[tuple[Mailbox, MessageRow]]
    older: str
    """Where the next page starts; empty when nothing is left."""
    silent: list[Mailbox]
    """Boxes that did not answer."""


def inboxes(boxes: list[Mailbox], person: User, before: str) -> Inboxes:
    starts = several.read(before)
    answers = several.ask_each(boxes, lambda box: inbox_head(box, person, starts.get(box.pk)))
    rows = [(box, row) for box, (found, _) in answers.given for row in found]
    rows.sort(key=lambda pair: pair[1].date, reverse=True)
    shown = rows[:PAGE]
    lasts = {box.pk: last for box, (_, last) in answers.given}
    for box, _ in shown:
        lasts[box.pk] -= 1
    older = several.written(lasts) if any(place > 0 for place in lasts.values()) else ""
    return Inboxes(shown, older, answers.silent)


def unread_in(boxes: list[Mailbox], person: User) -> dict[int, int]:
    """By the number of the box; one that does not answer has none."""
    return {box.pk: count for box, count in several.ask_each(boxes, lambda box: _unseen(box, person)).given}


def _unseen(mailbox: Mailbox, person: User) -> int:
    with opened(mailbox, person) as session:
        [state] = session.run(lambda client: imap_list.look(client, INBOX.name))
    return state.unseen
