"""Only who may write in a box changes its labels; for others the box does not exist here."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.labels.errors import BadLabel, NoSuchLabel
from medimail.labels.models import Label
from medimail.labels.queries import DEFAULTS, cache_key
from medimail.lib.sealing import Sealed
from medimail.mailboxes.access import mailbox_for
from medimail.mailboxes.models import Mailbox

MOST = 20
LONGEST = 30


def make(mailbox: Mailbox, person: User, name: str, colour: str) -> None:
    """Raises BadLabel, Mailbox.DoesNotExist."""
    with _changing(mailbox, person) as rows:
        name = _free_name(name, rows)
        if sum(not row.removed for row in rows) >= MOST:
            raise BadLabel("many")
        number = max(row.number for row in rows) + 1
        row = Label.objects.create(mailbox=mailbox, number=number, sealed=_sealed().seal(name), colour=colour)
        trace(person, "label.created", row)


def change(mailbox: Mailbox, person: User, number: int, name: str, colour: str) -> None:
    """Messages keep it: they hold its keyword. Raises BadLabel, NoSuchLabel, Mailbox.DoesNotExist."""
    with _changing(mailbox, person) as rows:
        row = _row(rows, number)
        row.sealed = _sealed().seal(_free_name(name, [one for one in rows if one.number != number]))
        row.colour = colour
        row.save(update_fields=["sealed", "colour"])
        trace(person, "label.changed", row)


def remove(mailbox: Mailbox, person: User, number: int) -> None:
    """No message shows it any more. Raises NoSuchLabel, Mailbox.DoesNotExist."""
    with _changing(mailbox, person) as rows:
        row = _row(rows, number)
        row.removed, row.sealed = True, ""
        row.save(update_fields=["removed", "sealed"])
        trace(person, "label.removed", row)


@contextmanager
def _changing(mailbox: Mailbox, person: User) -> Iterator[list[Label]]:
    """All rows of the box, also of what was removed; one change at a time."""
    with transaction.atomic():
        if not mailbox_for(person, mailbox.pk).may_write:
            raise Mailbox.DoesNotExist
        Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        yield list(Label.objects.filter(mailbox=mailbox)) or _defaults(mailbox)
    cache.delete(cache_key(mailbox))


def _defaults(mailbox: Mailbox) -> list[Label]:
    sealed = _sealed()
    rows = [
        Label(mailbox=mailbox, number=one.number, sealed=sealed.seal(one.name), colour=one.colour) for one in DEFAULTS
    ]
    return Label.objects.bulk_create(rows)


def _row(rows: list[Label], number: int) -> Label:
    found = next((row for row in rows if row.number == number and not row.removed), None)
    if found is None:
        raise NoSuchLabel
    return found


def _free_name(name: str, others: list[Label]) -> str:
    name = " ".join(name.split())
    if not name:
        raise BadLabel("empty")
    if len(name) > LONGEST:
        raise BadLabel("long")
    if not name.isprintable():
        raise BadLabel("signs")
    taken = {_sealed().open(row.sealed).casefold() for row in others if not row.removed}
    if name.casefold() in taken:
        raise BadLabel("taken")
    return name


def _sealed() -> Sealed:
    return Sealed(settings.SEALING_KEY)
