from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from medimail.mailboxes.models import Mailbox
from medimail.usage.models import Month


def this_month(boxes: Collection[Mailbox]) -> dict[int, Month]:
    """By box; those that nothing happened to are not in it."""
    first = timezone.localdate().replace(day=1)
    return {one.mailbox_id: one for one in Month.objects.filter(mailbox__in=boxes, month=first)}


def months_of(mailbox: Mailbox, limit: int = 13) -> list[Month]:
    """The latest first: a year, and the same month of the year before."""
    return list(Month.objects.filter(mailbox=mailbox).order_by("-month")[:limit])


def unopened(boxes: Collection[Mailbox]) -> dict[int, date]:
    """Of these boxes, those nobody opened for long: since when."""
    limit = timezone.localdate() - timedelta(days=settings.IDLE_BOX_DAYS)
    old = [box for box in boxes if _day(box.opened_at) <= limit]
    last = Month.objects.filter(mailbox__in=old).order_by().values_list("mailbox").annotate(Max("opened_on"))
    opened = {box: day for box, day in last if day}
    since = {box.pk: opened.get(box.pk, _day(box.opened_at)) for box in old}
    return {box: day for box, day in since.items() if day <= limit}


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
