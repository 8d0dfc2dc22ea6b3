from django.db import models

from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox


class Outbox(models.Model):
    """One act of sending, so that a second click does nothing. The message itself is the draft in Dovecot."""

    class State(models.TextChoices):
        PREPARED = "prepared"
        SCHEDULED = "scheduled"  # leaves at `send_at`, and may be held back until then
        SUBMITTED = "submitted"  # Postfix has it; its copy is not in Sent yet
        FILED = "filed"

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=255)
    state = models.CharField(max_length=9, choices=State, default=State.PREPARED)
    changed_at = models.DateTimeField(auto_now=True)
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    draft_uid = models.BigIntegerField(null=True)
    """The latest version in Drafts, under the lock of this row."""
    writer = models.CharField(max_length=22, blank=True)
    """The composer that stored it: another one is told before it overwrites."""
    send_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    """The click that scheduled it."""
    remind_days = models.PositiveSmallIntegerField(null=True)
    problem = models.JSONField(default=dict, blank=True)
    """Why it did not leave when it should have: a sentence for each address, shown until the person has seen it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "message_id"], name="one_sending_per_message")]
        indexes = [
            models.Index(fields=["changed_at"], condition=models.Q(state="submitted"), name="sent_but_not_filed"),
            models.Index(fields=["changed_at"], name="outbox_by_age"),
            models.Index(fields=["send_at"], condition=models.Q(state="scheduled"), name="outbox_to_leave"),
            models.Index(fields=["mailbox", "send_at"], condition=models.Q(state="scheduled"), name="outbox_planned"),
            models.Index(fields=["mailbox"], condition=~models.Q(problem={}), name="outbox_with_problem"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Correspondent(models.Model):
    """Somebody this box wrote to, to be proposed again. Never a patient: their addresses would name them here."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "address"], name="one_line_per_correspondent")]

    def __str__(self) -> str:
        return f"{self.pk}"


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


class Growth(models.Model):
    """How full a box is, day after day: numbers alone, to foresee when it will be full."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, primary_key=True, related_name="growth")
    used = models.BigIntegerField(default=0)
    allowed = models.BigIntegerField(default=0)
    days = models.JSONField(default=dict)
    """Bytes by day, of the last weeks: `{"2026-11-23": 52428800}`."""
    weighed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["weighed_at"], name="growth_by_age")]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.used}"
