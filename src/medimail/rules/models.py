from django.db import models
from django.db.models import F, Q

from medimail.mailboxes.models import Mailbox


class Absence(models.Model):
    """Announced or running; one per box. Its text is sealed: people write why they are away."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="absence")
    since = models.DateField()
    until = models.DateField()
    """The last day away."""
    text = models.TextField()
    deputy_name = models.CharField(max_length=210, blank=True)
    deputy_address = models.CharField(max_length=254, blank=True)
    announced_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_ends_after_it_begins")]

    def __str__(self) -> str:
        return str(self.pk)


class Rule(models.Model):
    """What files new messages of a box, in the order of `position`."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="rules")
    position = models.PositiveIntegerField()
    on = models.BooleanField(default=True)
    sealed = models.TextField()
    """Tests and acts (`lib.sieve_script.Filing`) as JSON, sealed: a name or a folder may be a patient's."""

    class Meta:
        indexes = [models.Index(fields=["mailbox", "position"], name="rules_of_a_box")]

    def __str__(self) -> str:
        return str(self.pk)
