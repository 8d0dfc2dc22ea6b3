"""What a right that changes does to what is already open."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from medimail.mailboxes.models import Grant, Mailbox
from medimail.mailboxes.news import announce
from medimail.mailboxes.tasks import cut


def cut_off(box: Mailbox) -> None:
    """With the caller's transaction: open connections end, and open pages learn what they may still hear of."""
    cut.defer(mailbox_id=box.pk)
    announce(box.pk)


def turn_day() -> None:
    """Rights that began today or ended yesterday. New sign-ins ask the date themselves; this is for what is open."""
    today = timezone.localdate()
    ended = Q(ends_on=today - timedelta(days=1))
    turned = Grant.objects.filter(ended | Q(starts_on=today), ended_at=None)
    for box in Mailbox.objects.filter(pk__in=turned.values("mailbox")):
        cut_off(box)
