"""The inboxes of several boxes as one list, newest first: each page goes on in each box where the last one stopped."""

from dataclasses import dataclass

from medimail.accounts.models import User
from medimail.lib import imap_list
from medimail.mail.errors import MailUnavailable
from medimail.mail.folders import INBOX
from medimail.mail.listing import PAGE, MessageRow, inbox_head
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox


@dataclass(frozen=True, slots=True)
class Inboxes:
    rows: list[tuple[Mailbox, MessageRow]]
    older: str
    """Where the next page starts in each box: `12.340-13.77`; empty when nothing is left."""
    silent: list[Mailbox]
    """Boxes that did not answer."""


def inboxes(boxes: list[Mailbox], person: User, before: str) -> Inboxes:
    starts = _places(before)
    rows: list[tuple[Mailbox, MessageRow]] = []
    lasts: dict[int, int] = {}
    silent = []
    for box in boxes:
        try:
            found, lasts[box.pk] = inbox_head(box, person, starts.get(box.pk) if before else None)
        except MailUnavailable:
            silent.append(box)
            continue
        rows += [(box, row) for row in found]
    rows.sort(key=lambda pair: pair[1].date, reverse=True)
    shown = rows[:PAGE]
    for box, _ in shown:
        lasts[box.pk] -= 1
    left = {pk: place for pk, place in lasts.items() if place > 0}
    return Inboxes(shown, "-".join(f"{pk}.{place}" for pk, place in lasts.items()) if left else "", silent)


def unread_in(mailbox: Mailbox, person: User) -> int:
    with opened(mailbox, person) as session:
        [state] = session.run(lambda client: imap_list.look(client, INBOX.name))
    return state.unseen


def _places(text: str) -> dict[int, int]:
    places = {}
    for piece in text.split("-")[:100]:
        box, _, place = piece.partition(".")
        if box.isdecimal() and place.isdecimal() and len(piece) < 30:
            places[int(box)] = int(place)
    return places
