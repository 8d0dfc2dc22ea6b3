"""What time alone changes: a reading that did not come, news that never came, lines nobody needs any more."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from medimail.deliveries.letters import tell_trouble
from medimail.deliveries.models import Delivery

_GIVEN_UP = timedelta(days=6)  # Postfix tries for five
_KEPT = timedelta(days=365)
_PER_PASS = 500


def pass_by() -> None:
    """Safe to run twice."""
    now = timezone.now()
    _remind(Delivery.objects.filter(remind_at__lte=now).order_by("remind_at")[:_PER_PASS])
    unheard = Delivery.objects.filter(state__in=["accepted", "delayed"], sent_at__lt=now - _GIVEN_UP)
    unheard.update(state=Delivery.State.SILENT, changed_at=now)
    old = Delivery.objects.filter(sent_at__lt=now - _KEPT).order_by("sent_at").values("pk")[:_PER_PASS]
    Delivery.objects.filter(pk__in=old).delete()


def _remind(due: QuerySet[Delivery]) -> None:
    """One letter for each person, however many messages are unread."""
    found = {row.pk: row for row in due.select_related("mailbox", "person")}
    marked = Delivery.objects.filter(pk__in=found, remind_at__isnull=False)
    marked.update(remind_at=None, reminded_at=timezone.now())
    told = {(row.person_id, row.mailbox_id): row for row in found.values() if row.person_id}
    for row in told.values():
        tell_trouble(row)
