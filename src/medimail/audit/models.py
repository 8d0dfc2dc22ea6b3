from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

ACCESS = ("mailbox.entered", "sign_in.accepted", "sign_in.refused")
"""Acts that people look for by object and date."""


def name_of(subject: models.Model) -> str:
    """How a trace names an object: `enrolment.application:12`."""
    return f"{subject._meta.label_lower}:{subject.pk}"


class Trace(models.Model):
    """One act: who did what to which object, when. Never changed; removed by seals, when their time is over."""

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
            models.Index(fields=["at", "id"], name="trace_of_moment"),
            models.Index(fields=["action", "id"], name="trace_of_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class Link(models.Model):
    """What ties a trace to the one before it, and where administrators find it. Written within some minutes."""

    trace = models.OneToOneField(
        Trace, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="link"
    )
    digest = models.BinaryField()
    keys = ArrayField(models.CharField(max_length=60))
    """Whom and what it concerns, as it was then: `person:5`, `box:7`, `region:76`, `structure:3`, `finess:…`."""

    class Meta:
        indexes = [GinIndex(fields=["keys"], name="links_of_key")]

    def __str__(self) -> str:
        return str(self.trace_id)


class Seal(models.Model):
    """All traces numbered over `after` and up to `until`, chained to the seal before."""

    number = models.BigIntegerField(primary_key=True)
    after = models.BigIntegerField()
    until = models.BigIntegerField()
    count = models.IntegerField()
    newest = models.DateTimeField()
    """The moment of its latest act."""
    head = models.BinaryField()
    """The digest of its last link."""
    previous = models.BinaryField()
    """The digest of the seal before, kept here for the day when that one is gone."""
    digest = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.number} {bytes(self.digest).hex()[:16]}"


class Progress(models.Model):
    """One row: the last seal, and the number up to which writers were at work when the job last looked."""

    seal = models.BigIntegerField(default=0)
    digest = models.BinaryField(default=b"")
    until = models.BigIntegerField(default=0)
    watched = models.BigIntegerField(default=0)
    writers = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.seal} {self.until}"
