from django.conf import settings
from django.db import models

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
