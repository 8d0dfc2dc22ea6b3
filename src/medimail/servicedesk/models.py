from django.conf import settings
from django.db import models

from medimail.lib import nomenclature
from medimail.structures.models import Structure


class Administrator(models.Model):
    """Who decides, and on what: the whole platform, one region (GRADeS), or one structure."""

    class Scope(models.TextChoices):
        PLATFORM = "platform"
        REGION = "region"
        STRUCTURE = "structure"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="administrator")
    scope = models.CharField(max_length=10, choices=Scope)
    region_code = models.CharField(max_length=3, blank=True)
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, null=True, blank=True)
    announced_at = models.DateTimeField(null=True)
    """When this person was last told by mail that requests wait."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scope_says_where",
                condition=models.Q(scope="platform")
                | models.Q(scope="region") & ~models.Q(region_code="")
                | models.Q(scope="structure", structure__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.scope}"

    @property
    def region_label(self) -> str:
        return nomenclature.region_label(self.region_code)


class DomainRequest(models.Model):
    """A structure wants addresses under a domain of its own; the platform decides, since it must host the name."""

    class State(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="domain_requests")
    name = models.CharField(max_length=253)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "name"], condition=models.Q(state="waiting"), name="one_wait_per_domain"
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(state="waiting"), name="domain_requests_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
