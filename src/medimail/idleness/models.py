from django.conf import settings
from django.db import models


class Presence(models.Model):
    """The last day a person was here, and what follows from a long silence. Written once a day at most."""

    class Stage(models.TextChoices):
        HERE = ""
        WARNED = "warned"
        WARNED_AGAIN = "warned_again"
        SUSPENDED = "suspended"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="presence"
    )
    seen_on = models.DateField()
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.HERE, blank=True)
    suspends_on = models.DateField(null=True)
    """The day that the letters named."""
    asked_at = models.DateTimeField(null=True)
    """When the suspended person asked to come back."""
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True)
    """An administrator keeps this account open, however long it is silent."""

    class Meta:
        indexes = [models.Index(fields=["seen_on", "user"], name="presences_by_age")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_on}"


class Leave(models.Model):
    """A long absence that was told beforehand: parental leave, illness. No reason is asked for, or kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="long_leave"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    """The last day."""
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="leave_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_on} {self.ends_on}"
