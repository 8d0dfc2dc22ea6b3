from collections.abc import Sequence

from django.db import models

from medimail.audit.models import Trace, name_of

_SHOWN = 200


def traces_of(subjects: Sequence[models.Model]) -> list[Trace]:
    """What happened to these objects, oldest first: the latest acts when there are too many for a page."""
    found = Trace.objects.filter(subject__in=[name_of(subject) for subject in subjects]).select_related("actor")
    return list(found.order_by("-id")[:_SHOWN])[::-1]
