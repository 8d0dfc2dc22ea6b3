"""How full each box is, weighed once a day, and when it will be full if it goes on like this."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from medimail.directory.prepared import Prepared
from medimail.lib import imap_folders
from medimail.lib.passes import each_while_answered
from medimail.mail.errors import MailUnavailable
from medimail.mail.models import Growth
from medimail.mail.store import opened_by_worker
from medimail.mailboxes.models import Mailbox

BOXES_PER_PASS = 200
"""Each minute: 288,000 boxes a day. One visit costs about 6 ms."""
KEPT = timedelta(days=35)
_DAILY = timedelta(hours=20)
_SHORTEST = timedelta(days=5)  # one busy day says nothing of the next
_FURTHEST = 365


@dataclass(frozen=True, slots=True)
class Fullness:
    used: int
    allowed: int
    days_left: int | None
    """Until it is full; None when it does not grow, or not soon, or nobody can say yet."""


def fullness(mailbox: Mailbox) -> Fullness | None:
    """Of the last weighing; None before the first."""
    row = _WEIGHED.first(mailbox.pk)
    return Fullness(row[0], row[1], days_left(json.loads(row[2]), row[0], row[1])) if row else None


def days_left(days: Mapping[str, int], used: int, allowed: int) -> int | None:
    """By the growth between the first weighing kept and the last."""
    known = sorted(days)
    if not allowed or not known:
        return None
    first, last = known[0], known[-1]
    lasted = date.fromisoformat(last) - date.fromisoformat(first)
    grown = days[last] - days[first]
    if lasted < _SHORTEST or grown <= 0:
        return None
    left = max(0, allowed - used) * lasted.days // grown
    return left if left <= _FURTHEST else None


def sweep() -> None:
    """Those weighed longest ago, one weighing a day."""
    due = Q(growth__weighed_at=None) | Q(growth__weighed_at__lt=timezone.now() - _DAILY)
    line = Mailbox.objects.filter(due, state=Mailbox.State.ACTIVE)
    oldest_first = line.order_by(F("growth__weighed_at").asc(nulls_first=True))
    each_while_answered(oldest_first[:BOXES_PER_PASS], _weighed)


def weigh(mailbox: Mailbox, used: int, allowed: int, day: date) -> None:
    growth, _ = Growth.objects.get_or_create(mailbox=mailbox)
    oldest = (day - KEPT).isoformat()
    growth.days = {known: size for known, size in growth.days.items() if known >= oldest} | {day.isoformat(): used}
    growth.used, growth.allowed, growth.weighed_at = used, allowed, timezone.now()
    growth.save()


def _weighed(mailbox: Mailbox) -> bool:
    try:
        with opened_by_worker(mailbox) as session:
            used, allowed = session.run(imap_folders.quota)
    except MailUnavailable:
        # To the end of the line: sick boxes must not stay first and hide the others.
        Growth.objects.update_or_create(mailbox=mailbox, defaults={"weighed_at": timezone.now()})
        return False
    weigh(mailbox, used, allowed, timezone.localdate())
    return True


def _of(mailbox: int) -> QuerySet[Growth, Any]:
    return Growth.objects.filter(mailbox=mailbox, allowed__gt=0).values_list("used", "allowed", "days")


_WEIGHED = Prepared(_of, -1)
