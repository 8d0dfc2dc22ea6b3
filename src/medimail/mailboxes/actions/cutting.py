"""What a right that changes does to what is already open."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from medimail.mailboxes.models import Grant, Mailbox
from medimail.mailboxes.news import announce
from medimail.mailboxes.tasks import cut

_LATE = timedelta(days=7)  # nothing stays open that long


def cut_off(box: Mailbox) -> None:
    """With the caller's transaction: open connections end, and open pages learn what they may still hear of."""
    cut.defer(mailbox_id=box.pk)
    announce(box.pk)


@transaction.atomic
def turn_day() -> None:
    """Rights that began or ended with a day, once each, also when nothing ran at midnight.

    New sign-ins ask the date themselves; this is for what is open.
    """
    today = timezone.localdate()
    lately = today - _LATE
    ended = Q(ends_on__lt=today, ends_on__gte=lately) & (Q(turned_on=None) | Q(turned_on__lte=F("ends_on")))
    begun = Q(starts_on__lte=today, starts_on__gte=lately, starts_on__gt=F("given_at__date"), turned_on=None)
    turned = Grant.objects.select_for_update().filter(ended | begun, ended_at=None)
    boxes = set(turned.values_list("mailbox", flat=True))
    turned.update(turned_on=today)
    for box in Mailbox.objects.filter(pk__in=boxes):
        cut_off(box)
