"""Administrators hear of new requests: one digest, however many came."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Aggregate, Count, Min, Q
from django.utils import timezone
from procrastinate.contrib.django import app

from medimail.enrolment.models import Application
from medimail.notifications.actions import notify_queue
from medimail.servicedesk.access import applications_for, at_work, box_requests_for
from medimail.servicedesk.models import Administrator
from medimail.servicedesk.queries.delays import hours_since
from medimail.shared_boxes.models import BoxRequest

_QUIET = timedelta(hours=1)
_OVERLAP = timedelta(minutes=1)  # a request stamped before the last digest may have been committed after it
_NEWS = timedelta(days=1)


@app.periodic(cron="* * * * *")
@app.task(name="servicedesk.announce", queueing_lock="announce", lock="announce")
def announce(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes it)
    """The first request is told within a minute; those that follow are told together, an hour later at most."""
    now = timezone.now()
    rested = Q(announced_at__isnull=True) | Q(announced_at__lt=now - _QUIET)
    for pk in at_work().filter(rested, _concerned(now)).values_list("pk", flat=True):
        _tell(pk)


def _concerned(now: datetime) -> Q:
    """Those whose scope holds a request of the last day: thousands of others cost nothing."""
    waiting = Application.objects.filter(state=Application.State.AWAITING_VALIDATION, submitted_at__gt=now - _NEWS)
    places = list(waiting.values_list("user__profile__region_code", "user__profile__finess").distinct())
    boxes = BoxRequest.objects.filter(state=BoxRequest.State.WAITING, submitted_at__gt=now - _NEWS)
    places += boxes.values_list("region_code", "finess").distinct()
    regions, structures = {region for region, _ in places}, {finess for _, finess in places} - {""}
    served = set(at_work().filter(region_code__in=regions).values_list("region_code", flat=True))
    concerned = Q(region_code__in=regions) & ~Q(region_code="") | Q(structure__finess__in=structures)
    # A region without administrators must not wait in silence.
    return concerned | Q(scope=Administrator.Scope.PLATFORM) if regions - served else concerned


@transaction.atomic
def _tell(pk: int) -> None:
    """Run twice, it tells once: the row lock holds the second back."""
    administrator = Administrator.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    now = timezone.now()
    if administrator.announced_at and administrator.announced_at > now - _QUIET:
        return
    to = administrator.user
    since = administrator.announced_at - _OVERLAP if administrator.announced_at else now - _NEWS
    accounts = applications_for(to).filter(state=Application.State.AWAITING_VALIDATION)
    boxes = box_requests_for(to).filter(state=BoxRequest.State.WAITING)
    queues = [queue.aggregate(**_counts(since)) for queue in (accounts, boxes)]
    new, waiting = (sum(queue[name] for queue in queues) for name in ("new", "waiting"))
    oldest = min((queue["oldest"] for queue in queues if queue["oldest"]), default=None)
    if not new or oldest is None:
        return
    notify_queue(to.email, to.first_name, new=new, waiting=waiting, oldest_hours=hours_since(oldest))
    administrator.announced_at = now
    administrator.save(update_fields=["announced_at"])


def _counts(since: datetime) -> dict[str, Aggregate]:
    return {
        "new": Count("pk", filter=Q(submitted_at__gt=since)),
        "waiting": Count("pk"),
        "oldest": Min("waiting_since"),
    }
