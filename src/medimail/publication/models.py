from dataclasses import asdict

from django.db import models
from django.db.models import Q

from medimail.lib.national_box import NationalBox


class Box(models.Model):
    """A BAL PER or ORG of ours: what the national directory must know of it now."""

    address = models.CharField(max_length=254, unique=True)
    listed = models.BooleanField(default=False)
    """False once suspended or closed. On the red list it stays listed, with its flag."""
    says = models.JSONField(default=dict)
    """The fields of `NationalBox`: public facts, no secret."""
    held_by = models.CharField(max_length=4, blank=True)
    """Which driver has told that the box is there."""

    class Meta:
        indexes = [models.Index(fields=["address"], condition=Q(listed=True), name="boxes_to_list")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def facts(self) -> NationalBox:
        return NationalBox(**self.says)


class Change(models.Model):
    """One thing to tell the national directory: written in the caller's transaction, told by the worker."""

    class Act(models.TextChoices):
        INSERT = "insert"
        REPLACE = "replace"
        DELETE = "delete"

    class State(models.TextChoices):
        WAITING = "waiting"
        TOLD = "told"
        REFUSED = "refused"
        """A human must look. Tried again each day, and never dropped."""
        OVERTAKEN = "overtaken"
        """Refused, then a later change of the same box was told: nothing is left to do."""

    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="changes", db_index=False)
    act = models.CharField(max_length=7, choices=Act)
    says = models.JSONField()
    """The box as it was at that moment, with whoever carries it."""
    changed = models.JSONField(default=list)
    """Names of the facts that differ from what was recorded before."""
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    recorded_at = models.DateTimeField(auto_now_add=True)
    tries = models.IntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    try_at = models.DateTimeField()
    """Not before; while a worker is at it, the moment when it is believed dead."""
    reason = models.CharField(max_length=20, blank=True)
    """Why the last try failed: a word of `errors.Reason`."""
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=4, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["try_at", "id"], condition=Q(state="waiting"), name="changes_to_tell"),
            models.Index(fields=["box", "id"], name="changes_of_box"),
            models.Index(fields=["state", "-id"], name="changes_by_state"),
            models.Index(fields=["told_at"], condition=Q(state="told"), name="changes_told"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"

    @property
    def facts(self) -> NationalBox:
        return NationalBox(**self.says)


class DailyFile(models.Model):
    """The file of one day: a day has one."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=100)
    boxes = models.IntegerField(default=0)
    written_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


def kept(box: NationalBox) -> dict[str, str | bool]:
    return asdict(box)
