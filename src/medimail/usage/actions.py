"""What happens to a box is counted, by month."""

from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from medimail.mailboxes.models import Mailbox
from medimail.usage.models import Month


def count_received(address: str) -> None:
    """One more message was stored for this address; nothing when no box has it."""
    box = Mailbox.objects.filter(address=address.lower()).values_list("pk", flat=True).first()
    if box:
        _one_more(box, "received")


def count_sent(mailbox: Mailbox) -> None:
    _one_more(mailbox.pk, "sent")


def note_opening(mailbox: Mailbox) -> None:
    """Written once a day at most."""
    today = timezone.localdate()
    this = Month.objects.filter(mailbox=mailbox, month=_first(today))
    if not this.filter(Q(opened_on=None) | Q(opened_on__lt=today)).update(opened_on=today):
        row = Month(mailbox=mailbox, month=_first(today), opened_on=today)
        Month.objects.bulk_create([row], ignore_conflicts=True)


def _one_more(mailbox: int, what: str) -> None:
    """Two at once are two: the row is made by one of them, and counted up by both."""
    month = _first(timezone.localdate())
    this = Month.objects.filter(mailbox=mailbox, month=month)
    if not this.update(**{what: F(what) + 1}):
        Month.objects.bulk_create([Month(mailbox_id=mailbox, month=month)], ignore_conflicts=True)
        this.update(**{what: F(what) + 1})


def _first(day: date) -> date:
    return day.replace(day=1)
