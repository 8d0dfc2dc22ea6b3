"""What each page of a box says beside its folders: one query for all of it, written once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Q, QuerySet

from medimail.deliveries.models import TROUBLE, Delivery
from medimail.directory.prepared import Prepared
from medimail.mail.models import Outbox
from medimail.mailboxes.models import Mailbox

_MANY = 100  # counted at most
_HELD = timedelta(minutes=1)  # not planned by anybody: it waits to be called back


@dataclass(frozen=True, slots=True)
class Waiting:
    trouble: int
    """Lines of recipients somebody should look at."""
    planned: int
    refused: int
    """Messages that did not leave when they should have, and nobody has seen it."""


def waiting(mailbox: Mailbox) -> Waiting:
    row = _WAITING.first(mailbox.pk) or ([], [], [])
    return Waiting(*map(len, row))


def _counted(box: int) -> QuerySet[Mailbox, Any]:
    of_box = Outbox.objects.filter(mailbox=box)
    planned = of_box.filter(state=Outbox.State.SCHEDULED, send_at__gt=F("asked_at") + _HELD)
    return Mailbox.objects.filter(pk=box).values_list(
        _some(Delivery.objects.filter(TROUBLE, mailbox=box)),
        _some(planned),
        _some(of_box.filter(~Q(problem={}))),
    )


def _some(rows: QuerySet[Any]) -> ArraySubquery:
    return ArraySubquery(rows.values("pk")[:_MANY])


_WAITING = Prepared(_counted, -1)
