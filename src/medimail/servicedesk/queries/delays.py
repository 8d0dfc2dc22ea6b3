"""How long people wait: counted from when a request was first sent to when it was decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.utils import timezone

from medimail.accounts.models import Profile, User
from medimail.enrolment.models import Application
from medimail.servicedesk.access import applications_for

LATE_HOURS = 24
OVERDUE_HOURS = 48
_ENOUGH = 5  # below, one odd request would speak for all
_DELAY = ExpressionWrapper(F("decided_at") - F("waiting_since"), output_field=DurationField())


class _Percentile(Aggregate):
    """PostgreSQL's ordered-set aggregate: exact, between two neighbours when none stands at that place."""

    function = "percentile_cont"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

    def __init__(self, fraction: float) -> None:
        super().__init__(_DELAY, fraction=fraction)


@dataclass(frozen=True, slots=True)
class Counters:
    waiting: int
    late: int
    overdue: int
    decided: int
    """This month; the two delays are theirs."""
    median: timedelta | None
    ninth_decile: timedelta | None


@dataclass(frozen=True, slots=True)
class Tempo:
    decided: int
    median: timedelta


def hours_since(moment: datetime) -> int:
    return int((timezone.now() - moment).total_seconds() // 3600)


def counters(user: User) -> Counters:
    everyone = applications_for(user)
    now = timezone.now()
    queue = everyone.filter(state=Application.State.AWAITING_VALIDATION).aggregate(
        waiting=Count("pk"), late=_older(now, LATE_HOURS), overdue=_older(now, OVERDUE_HOURS)
    )
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    delays = _decided_since(everyone, month).aggregate(
        decided=Count("pk"), median=_Percentile(0.5), ninth_decile=_Percentile(0.9)
    )
    return Counters(**queue, **delays)


def tempo_around(profile: Profile) -> Tempo | None:
    """Of the last week in the person's region; None when too few were decided to promise anything."""
    week = timezone.now() - timedelta(days=7)
    around = Application.objects.filter(user__profile__region_code=profile.region_code)
    found = _decided_since(around, week).aggregate(decided=Count("pk"), median=_Percentile(0.5))
    return Tempo(**found) if found["decided"] >= _ENOUGH else None


def _older(now: datetime, hours: int) -> Count:
    return Count("pk", filter=Q(waiting_since__lte=now - timedelta(hours=hours)))


def _decided_since(everyone: QuerySet[Application], start: datetime) -> QuerySet[Application]:
    # A request that waits again after a refusal still carries the old decision, which is earlier than its wait.
    return everyone.filter(Q(decided_at__gte=start) & Q(decided_at__gte=F("waiting_since"))).order_by()
