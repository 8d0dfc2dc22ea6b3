from django.conf import settings
from django.db import models

ACCESS = ("mailbox.entered", "sign_in.accepted", "sign_in.refused")
"""Acts that people look for by object and date."""


def name_of(subject: models.Model) -> str:
    """How a trace names an object: `enrolment.application:12`."""
    return f"{subject._meta.label_lower}:{subject.pk}"


class Trace(models.Model):
    """One act: who did what to which object, when. Rows are never changed nor removed; the database refuses it."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="trace_of_subject"),
            models.Index(fields=["actor", "id"], name="trace_of_actor"),
            models.Index(fields=["subject", "at"], condition=models.Q(action__in=ACCESS), name="trace_of_access"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
