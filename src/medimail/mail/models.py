from django.db import models

from medimail.mailboxes.models import Mailbox


class Outbox(models.Model):
    """One act of sending, so that a second click does nothing. The message itself is the draft in Dovecot."""

    class State(models.TextChoices):
        PREPARED = "prepared"
        SUBMITTED = "submitted"  # Postfix has it; its copy is not in Sent yet
        FILED = "filed"

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=255)
    state = models.CharField(max_length=9, choices=State, default=State.PREPARED)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "message_id"], name="one_sending_per_message")]
        indexes = [
            models.Index(fields=["changed_at"], condition=models.Q(state="submitted"), name="sent_but_not_filed"),
            models.Index(fields=["changed_at"], name="outbox_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Arrival(models.Model):
    """How far the holder of a box was told about new mail in its inbox."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, primary_key=True, related_name="arrival")
    uidvalidity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["checked_at"], name="arrival_by_check")]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.last_uid}"
