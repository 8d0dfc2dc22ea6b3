from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

CALENDAR_NAME = "rendez-vous-medimail.ics"


class Letter(models.Model):
    """One mail to an ordinary address. Written in the caller's transaction, sent by the worker.

    Never holds health data: no subject, patient or body of a message. The body goes away once sent, since it may hold a
    confirmation link.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"

    to = models.EmailField(max_length=254)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True)
    """A calendar file to go along (RFC 5545)."""
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(state="queued"), name="letter_still_queued"),
            models.Index(fields=["to", "-id"], name="letter_of_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Alert(models.Model):
    """How a person is told of news in one of their boxes. Without a row: at each message."""

    class Pace(models.TextChoices):
        EACH = "each"
        HOURLY = "hourly"
        NONE = "none"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254)
    """Of the box: it never changes and is never given twice."""
    pace = models.CharField(max_length=6, choices=Pace, default=Pace.EACH)
    due_at = models.DateTimeField(null=True)
    """When the person is to be told of what came since; empty when there is nothing to tell."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "address"], name="one_pace_per_box")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="alerts_due")]

    def __str__(self) -> str:
        return f"{self.pk} {self.pace}"


class QuietHours(models.Model):
    """When a person wants no letter of any box (`lib/quiet_hours`)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    days = ArrayField(models.SmallIntegerField(), default=list)

    def __str__(self) -> str:
        return f"quiet hours of {self.user_id}"
