from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from medimail.audit.actions.tracing import trace
from medimail.audit.models import Link, Seal, Trace

FLOOR_DAYS = 183
"""The database itself keeps everything for that long: six months, the least that national advice asks."""
_PER_PASS = 500


def forget_old() -> int:
    """Whole seals whose time is over go, oldest first, and leave a trace that says up to which one."""
    before = timezone.now() - timedelta(days=max(settings.TRACES_KEPT_DAYS, FLOOR_DAYS))
    gone = 0
    while count := _forget_some(before):
        gone += count
    return gone


@transaction.atomic
def _forget_some(before: datetime) -> int:
    seals = list(Seal.objects.order_by("number")[: _PER_PASS + 1])
    old: list[Seal] = []
    for one in seals[:-1]:  # never the last: it carries the chain
        if one.newest >= before:
            break
        old.append(one)
    if not old:
        return 0
    last = old[-1]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL medimail.forgetting = 'on'")
        Trace.objects.filter(id__lte=last.until).delete()
        Link.objects.filter(trace_id__lte=last.until).delete()
        Seal.objects.filter(number__lte=last.number).delete()
        cursor.execute("SET LOCAL medimail.forgetting = 'off'")
    count = sum(one.count for one in old)
    trace(None, "traces.forgotten", None, seal=last.number, digest=bytes(last.digest).hex(), count=count)
    return len(old)
