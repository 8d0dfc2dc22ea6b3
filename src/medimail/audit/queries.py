from django.db import models

from medimail.audit.models import Trace


def traces_of(subject: models.Model, *, limit: int = 50) -> list[Trace]:
    """The latest acts on one object, newest first."""
    name = f"{subject._meta.label_lower}:{subject.pk}"
    return list(Trace.objects.filter(subject=name).select_related("actor").order_by("-id")[:limit])
