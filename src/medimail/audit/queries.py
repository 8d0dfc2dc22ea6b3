from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from django.db import models

from medimail.audit.models import ACCESS, Trace, name_of

_SHOWN = 200
_KNOWN = 100


def traces_of(subjects: Sequence[models.Model]) -> list[Trace]:
    """What happened to these objects, oldest first: the latest acts when there are too many for a page.

    Without the accesses of each day, which would hide the rest.
    """
    found = Trace.objects.filter(subject__in=[name_of(subject) for subject in subjects]).exclude(action__in=ACCESS)
    return list(found.select_related("actor").order_by("-id")[:_SHOWN])[::-1]


def latest(subject: models.Model, action: str, *, since: datetime) -> list[Trace]:
    """Newest first; `action` is one of `ACCESS`."""
    found = Trace.objects.filter(subject=name_of(subject), action=action, action__in=ACCESS, at__gte=since)
    return list(found.order_by("-at")[:_KNOWN])


def acted(actor: models.Model, action: str, subject: models.Model, *, since: datetime) -> bool:
    """Whether this person did that to this object: a limit that holds for all processes."""
    done = Trace.objects.filter(subject=name_of(subject), actor_id=actor.pk, action=action, at__gte=since)
    return done.exists()


def access_to(
    subjects: Iterable[models.Model], *, since: datetime, before: datetime | None = None, limit: int
) -> list[Trace]:
    """Who came to these objects, or was turned away, newest first. Each object is read no further than the page."""
    seen = Trace.objects.filter(action__in=ACCESS, at__gte=since)
    if before:
        seen = seen.filter(at__lt=before)
    each = [seen.filter(subject=name_of(subject)).order_by("-at")[:limit] for subject in subjects]
    found = list(each[0].union(*each[1:], all=True).order_by("-at")[:limit] if len(each) > 1 else chain(*each))
    models.prefetch_related_objects(found, "actor")
    return found
