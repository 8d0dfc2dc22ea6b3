from django.db import models

from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox


class State(models.TextChoices):
    OPEN = "", "À prendre"
    TAKEN = "taken", "Pris en charge"
    WAITING = "waiting", "En attente"
    DONE = "done", "Fait"


class Act(models.TextChoices):
    TAKEN = "taken"
    GIVEN = "given"
    LEFT = "left"
    WAITING = "waiting"
    DONE = "done"
    REOPENED = "reopened"
    DUE = "due"
    NOTE = "note"


class Work(models.Model):
    """What the members of a shared box do with one message: who has it, until when.

    Its state and its person stand also as IMAP keywords on the message, for lists, filters and other programs.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=255)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN, blank=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "message_id"], name="one_work_per_message")]
        indexes = [
            models.Index(fields=["mailbox", "due_on"], condition=~models.Q(state="done"), name="work_due"),
            models.Index(fields=["changed_at"], name="work_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Step(models.Model):
    """One act on it, or one note between colleagues, by name."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="steps")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=8, choices=Act)
    given_to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    sealed = models.TextField(blank=True)
    """The words of a note: they may name a patient. They never leave the house."""
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.act}"


class Writing(models.Model):
    """Somebody has an answer to this message open, and was seen at it at `seen_at`."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="+")
    message_id = models.CharField(max_length=255)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "message_id", "person"], name="one_writing_per_person")
        ]
        indexes = [models.Index(fields=["seen_at"], name="writing_by_age")]

    def __str__(self) -> str:
        return f"{self.pk}"
