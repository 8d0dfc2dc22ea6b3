from django.conf import settings
from django.db import models

from medimail.mailboxes.models import Mailbox


class Refiling(models.Model):
    """The rules of a box applied to what lies in its inbox. Numbers only."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"
        FAILED = "failed"

    UNDER_WAY = (State.WAITING, State.RUNNING)

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    filed = models.IntegerField(default=0)
    left_out = models.IntegerField(default=0)
    """A rule wanted them, and Dovecot could not: the box was full, or the message is unreadable."""
    after = models.BigIntegerField(default=0)
    """The last uid that was looked at."""
    batch = models.JSONField(default=list)
    """Uids in work: of those a killed worker had copied, the original must still go."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox"], condition=models.Q(state__in=["waiting", "running"]), name="one_refiling_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["mailbox", "-id"], name="refilings_of_box")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // max(1, self.total))
