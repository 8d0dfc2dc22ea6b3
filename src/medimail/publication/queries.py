from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from medimail.publication.models import Change, DailyFile

PAGE = 50
MOST = 1000
"""A larger number is not counted to its end."""
_State = Change.State


@dataclass(frozen=True, slots=True)
class Counters:
    waiting: int
    refused: int
    told_today: int
    problem: str
    """Why the change tried last still waits: a word of `errors.Reason`; empty when nothing holds back."""


def counters() -> Counters:
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = Change.objects.filter(state=_State.WAITING)
    last = waiting.exclude(reason="").order_by("-tried_at").values_list("reason", flat=True).first()
    return Counters(
        waiting=_bounded(waiting),
        refused=_bounded(Change.objects.filter(state=_State.REFUSED)),
        told_today=_bounded(Change.objects.filter(state=_State.TOLD, told_at__gte=day)),
        problem=last or "",
    )


def _bounded(changes: QuerySet[Change]) -> int:
    return changes.order_by()[: MOST + 1].count()


def changes(*, state: str = "", before: int | None = None) -> list[Change]:
    """Newest first; one more than a page when others follow."""
    found = Change.objects.select_related("box").order_by("-pk")
    if state:
        found = found.filter(state=state)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found[: PAGE + 1])


def last_file() -> DailyFile | None:
    return DailyFile.objects.order_by("-day").first()
