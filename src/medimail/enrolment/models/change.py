from django.conf import settings
from django.db import models


class ProfileChange(models.Model):
    """A holder's wish to change what a human has checked: names, profession or national number.

    The mailbox keeps working and the profile keeps its old words until an administrator accepts.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile_changes")
    proposed = models.JSONField()
    """The fields of `accounts.profile.CHECKED` with their new values."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    submitted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(state="waiting"), name="one_change_waiting_per_person"
            )
        ]
        indexes = [
            models.Index(fields=["submitted_at", "id"], condition=models.Q(state="waiting"), name="changes_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.state}"
