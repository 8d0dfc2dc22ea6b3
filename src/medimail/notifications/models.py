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
