from django.conf import settings
from django.db import models
from django.utils import timezone


class Application(models.Model):
    """A person's way from the account form to an open box. What they typed stands on `accounts.Profile`."""

    class State(models.TextChoices):
        DRAFT = "draft"
        EMAIL_PENDING = "email_pending"
        TERMS_PENDING = "terms_pending"
        IDENTIFICATION_PENDING = "identification_pending"
        PROFILE_PENDING = "profile_pending"
        AWAITING_VALIDATION = "awaiting_validation"
        INFO_REQUESTED = "info_requested"
        REFUSED = "refused"
        EXPIRED = "expired"
        ACTIVE = "active"
        SUSPENDED = "suspended"
        CLOSED = "closed"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="application")
    state = models.CharField(max_length=30, choices=State, default=State.EMAIL_PENDING)
    has_identifier = models.BooleanField(null=True)
    draft = models.JSONField(default=dict)
    """The profile form half filled in: what was typed, by name of field. Empty once it is sent."""
    opened_at = models.DateTimeField(auto_now_add=True)
    link_sent_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    """The last sending; changes whenever what the administrator reads may have changed."""
    waiting_since = models.DateTimeField(null=True)
    """The first sending since the last refusal: a question does not send anyone back to the end of the queue."""
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["waiting_since", "id"],
                condition=models.Q(state="awaiting_validation"),
                name="applications_waiting",
            ),
            models.Index(
                fields=["link_sent_at"], condition=models.Q(state="email_pending"), name="applications_to_confirm"
            ),
            models.Index(fields=["decided_at"], name="applications_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.state}"
