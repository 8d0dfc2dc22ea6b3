"""Traces that somebody looks for, newest first. A page begins where the one before ended, however many there are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from medimail.audit.models import Link, Trace

# Numbers and moments go together, but for those that wrote at the same time.
_SLACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    scope: tuple[str, ...] | None
    """One of these keys at least; None for the whole house."""
    since: datetime
    until: datetime
    among: tuple[tuple[str, ...], ...] = ()
    """Further keys: one of each group."""
    actions: tuple[str, ...] = ()
    """Any act when empty."""


def searched(asked: Asked, *, before: int = 0, limit: int) -> list[Trace]:
    """With their actors and `link`. Those of the last minutes, which nothing links yet, are not among them."""
    bounds = _bounds(asked, before)
    if bounds is None:
        return []
    found = _linked(asked).filter(trace_id__gte=bounds[0], trace_id__lte=bounds[1])
    found = found.filter(trace__at__gte=asked.since, trace__at__lt=asked.until)
    if asked.actions:
        found = found.filter(trace__action__in=asked.actions)
    rows = found.select_related("trace__actor").order_by("-trace_id")[:limit]
    return [_trace(link) for link in rows]


def _linked(asked: Asked) -> QuerySet[Link]:
    found = Link.objects.all()
    for group in asked.among if asked.scope is None else (asked.scope, *asked.among):
        found = found.filter(keys__overlap=list(group))
    return found.defer("digest")


def _bounds(asked: Asked, before: int) -> tuple[int, int] | None:
    """The first and the last number that may be meant: so that a month is read, and not all years."""
    numbers = Trace.objects.values_list("id", flat=True)
    first = numbers.filter(at__gte=asked.since - _SLACK).order_by("at", "id").first()
    last = numbers.filter(at__lt=asked.until + _SLACK).order_by("-at", "-id").first()
    if first is None or last is None:
        return None
    return first, min(last, before - 1) if before else last


def _trace(link: Link) -> Trace:
    link.trace.link = link
    return link.trace
