"""Traces that somebody looks for, newest first. A page begins where the one before ended, however many there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import FilteredRelation, Model, Q, QuerySet
from django.utils import timezone

from medimail.audit.models import Link, Trace, name_of

# Numbers and moments go together, but for those that wrote at the same time.
_SLACK = timedelta(hours=1)
_NO_END = 2**63 - 1


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
    first, last = bounds
    found = _linked(asked).filter(trace_id__gte=first, trace_id__lte=last)
    # Said of both tables: PostgreSQL infers no range by a join, and Django would take the second for the first.
    found = found.alias(act=FilteredRelation("trace")).filter(act__id__gte=first, act__id__lte=last)
    found = found.filter(act__at__gte=asked.since, act__at__lt=asked.until)
    if asked.actions:
        found = found.filter(act__action__in=asked.actions)
    links = {link.pk: link for link in found.order_by("-trace_id")[:limit]}
    rows = Trace.objects.filter(pk__in=links).select_related("actor").order_by("-pk")
    return [_with(row, links[row.pk]) for row in rows]


def acts_on(
    subject: Model, key: str, actors: Collection[int], *, since: datetime, before: int = 0, limit: int
) -> list[Trace]:
    """What these people did to it at once, and to what lies in it as soon as that is linked; newest first."""
    found = Trace.objects.filter(actor_id__in=actors, at__gte=since)
    found = found.filter(Q(subject=name_of(subject)) | Q(link__keys__contains=[key]))
    if before:
        found = found.filter(id__lt=before)
    return list(found.select_related("actor").order_by("-id")[:limit])


def _linked(asked: Asked) -> QuerySet[Link]:
    found = Link.objects.all()
    for group in asked.among if asked.scope is None else (asked.scope, *asked.among):
        found = found.filter(keys__overlap=list(group))
    return found.defer("digest")


def _bounds(asked: Asked, before: int) -> tuple[int, int] | None:
    """The first and the last number that may be meant: so that a month is read, and not all years."""
    numbers = Trace.objects.values_list("id", flat=True)
    first = numbers.filter(at__gte=asked.since - _SLACK).order_by("at", "id").first()
    if first is None:
        return None
    last = _NO_END
    if asked.until < timezone.now():
        last = numbers.filter(at__lt=asked.until + _SLACK).order_by("-at", "-id").first() or 0
    return first, min(last, before - 1) if before else last


def _with(trace: Trace, link: Link) -> Trace:
    trace.link = link
    return trace
