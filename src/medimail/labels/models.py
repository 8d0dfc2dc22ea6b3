from django.db import models

from medimail.mailboxes.models import Mailbox


class Label(models.Model):
    """One of a box with labels of its own; a box without any row has those of `queries.DEFAULTS`."""

    class Colour(models.TextChoices):
        NONE = "", "Gris"
        ACCENT = "accent", "Vert"
        INFO = "info", "Bleu"
        WARN = "warn", "Orange"
        DANGER = "danger", "Rouge"
        PATIENT = "patient", "Violet"

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="labels")
    number = models.PositiveSmallIntegerField()
    """Of its IMAP keyword. Never given twice: messages keep the keyword of a label that is gone."""
    sealed = models.TextField()
    """Its name: it may be a patient's."""
    colour = models.CharField(max_length=7, choices=Colour, blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "number"], name="one_label_per_keyword")]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.number}"
