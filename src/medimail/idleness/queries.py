from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from medimail.accounts.models import User
from medimail.enrolment.models import Application
from medimail.idleness.models import Leave, Presence

Stage = Presence.Stage


def presence_of(user: User) -> Presence | None:
    return Presence.objects.filter(user=user).select_related("kept_by").first()


def leave_of(user: User) -> Leave | None:
    """The one noted last, unless it is over."""
    return Leave.objects.filter(user=user, ends_on__gte=timezone.localdate()).select_related("noted_by").first()


def due(today: date) -> QuerySet[Presence]:
    """Open accounts for which the next step has come. Who has no address cannot be warned, so nothing happens."""
    if not settings.IDLE_SUSPEND_DAYS:
        return Presence.objects.none()
    silent = today - timedelta(days=settings.IDLE_FIRST_DAYS)
    second = today + timedelta(days=settings.IDLE_SUSPEND_DAYS - settings.IDLE_SECOND_DAYS)
    step = (
        Q(stage=Stage.HERE, seen_on__lte=silent)
        | Q(stage=Stage.WARNED, suspends_on__lte=second)
        | Q(stage=Stage.WARNED_AGAIN, suspends_on__lte=today)
    )
    away = Leave.objects.filter(user=OuterRef("user"), starts_on__lte=today, ends_on__gt=silent)
    known = Presence.objects.filter(step, kept_at=None, user__application__state=Application.State.ACTIVE)
    return known.exclude(user__email="").exclude(Exists(away))


def silent_among(applications: QuerySet[Application]) -> QuerySet[Presence]:
    """Of these accounts, those that were warned or suspended, are kept open, or that nobody used for as long."""
    limit = timezone.localdate() - timedelta(days=settings.IDLE_FIRST_DAYS)
    states = [Application.State.ACTIVE, Application.State.SUSPENDED]
    told = Q(seen_on__lte=limit, user__application__state=Application.State.ACTIVE) | ~Q(stage=Stage.HERE)
    inside = applications.filter(state__in=states).order_by().values("user")
    back = Q(stage=Stage.SUSPENDED, user__application__state=Application.State.ACTIVE)  # reactivated since
    found = Presence.objects.filter(told | ~Q(kept_at=None), user__in=inside).exclude(back)
    return found.select_related("user__application", "user__long_leave", "kept_by")
