from django.db import models

from medimail.mailboxes.models import Mailbox


class Month(models.Model):
    """How much a box was used in a month: numbers alone, no correspondent and no content."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="months")
    month = models.DateField()
    """Its first day."""
    received = models.IntegerField(default=0)
    sent = models.IntegerField(default=0)
    opened_on = models.DateField(null=True)
    """The last day of this month when somebody opened it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "month"], name="one_line_per_box_and_month")]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.month}"
