from django.conf import settings
from django.db import models
from django.db.models import Q

from medimail.mailboxes.models import Mailbox

# Conditions of the partial indexes: the questions every page asks cost the same whatever was sent in all these years.
TROUBLE = Q(dismissed_at=None) & (Q(state__in=["failed", "silent"]) | Q(reminded_at__isnull=False))
"""What somebody should look at."""
UNDER_WAY = Q(dismissed_at=None) & (
    Q(state__in=["accepted", "delayed", "failed", "silent"]) | Q(remind_at__isnull=False) | Q(reminded_at__isnull=False)
)


class Delivery(models.Model):
    """What became of one message for one of its recipients. No subject, no content: those stay in Dovecot."""

    class State(models.TextChoices):
        ACCEPTED = "accepted"  # our Postfix has it
        DELAYED = "delayed"  # tried, and tried again
        SILENT = "silent"  # nothing was heard for longer than Postfix tries
        RELAYED = "relayed"  # the recipient's operator has it and says no more
        DELIVERED = "delivered"  # it lies in the recipient's mailbox
        FAILED = "failed"
        DELETED = "deleted"  # thrown away unread
        READ = "read"

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    """Who sent it, also from a shared box: the one to remind."""
    message_id = models.CharField(max_length=255)
    envelope = models.CharField(max_length=32)
    """ENVID (RFC 3461, 4.4): what comes back with every report, and nobody else can guess."""
    recipient = models.CharField(max_length=254)
    state = models.CharField(max_length=9, choices=State, default=State.ACCEPTED)
    code = models.CharField(max_length=12, blank=True)
    """RFC 3463, of a failure or a delay."""
    sent_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    asked_read = models.BooleanField(default=False)
    remind_at = models.DateTimeField(null=True)
    """Empty once read, failed or told."""
    reminded_at = models.DateTimeField(null=True)
    """Still unread when its time came; empty again once read or dismissed."""
    dismissed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "message_id", "recipient"], name="one_line_per_recipient")
        ]
        indexes = [
            models.Index(fields=["envelope"], name="delivery_of_envelope"),
            models.Index(fields=["sent_at"], name="delivery_by_age"),
            models.Index(fields=["mailbox", "-id"], condition=UNDER_WAY, name="deliveries_under_way"),
            models.Index(fields=["mailbox"], condition=TROUBLE, name="deliveries_in_trouble"),
            models.Index(fields=["remind_at"], condition=Q(remind_at__isnull=False), name="deliveries_to_remind"),
            models.Index(
                fields=["sent_at"], condition=Q(state__in=["accepted", "delayed"]), name="deliveries_not_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
