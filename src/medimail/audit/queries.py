from collections.abc import Sequence

from django.db import models

from medimail.audit.models import Trace, name_of

_SHOWN = 200
EVERY_DAY = ("sign_in.accepted", "sign_in.refused", "mailbox.entered")
"""What happens so often that it would hide the rest of a history: « Mes accès » tells it."""


def traces_of(subjects: Sequence[models.Model]) -> list[Trace]:
    """What happened to these objects, oldest first: the latest acts when there are too many for a page."""
    found = Trace.objects.filter(subject__in=[name_of(subject) for subject in subjects]).select_related("actor")
    found = found.exclude(action__in=EVERY_DAY)
    return list(found.order_by("-id")[:_SHOWN])[::-1]
