"""Members by the list: what a line cannot have, it does not stop the others from having."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from medimail.accounts.models import User
from medimail.mailboxes.actions.cutting import cut_off
from medimail.mailboxes.actions.grants import changed, managed
from medimail.mailboxes.actions.inviting import invite
from medimail.mailboxes.errors import HasRight, LastManager, WrongRight
from medimail.mailboxes.foreseeing import GOOD, Fate, Outcome, Wish, foresee
from medimail.mailboxes.models import Mailbox


@transaction.atomic
def add_many(by: User, mailbox: Mailbox, wishes: Sequence[Wish]) -> list[Outcome]:
    """What became of each line: looked at again, since the preview may be an hour old. Safe to ask twice.

    Raises Mailbox.DoesNotExist for who may not. About ten queries for each line that does something.
    """
    box = managed(by, mailbox.pk)
    done = [_one(by, box, foreseen) if foreseen.fate in GOOD else foreseen for foreseen in foresee(by, box, wishes)]
    if any(one.fate == Fate.CHANGED for one in done):
        cut_off(box)
    return done


def _one(by: User, box: Mailbox, foreseen: Outcome) -> Outcome:
    wish = foreseen.wish
    try:
        with transaction.atomic():
            if foreseen.right:
                changed(by, box, foreseen.right, wish.role, wish.ends_on)
            else:
                invite(by, box, wish.email, wish.role, starts_on=wish.starts_on, ends_on=wish.ends_on)
    except HasRight:
        return replace(foreseen, fate=Fate.KNOWN)
    except LastManager:
        return replace(foreseen, fate=Fate.ROLE)
    except WrongRight as wrong:
        return replace(foreseen, fate=Fate(wrong.reason))
    return foreseen
