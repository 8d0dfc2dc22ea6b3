from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from medimail.lib import nomenclature

EVERYWHERE = ""
"""The `region_code` of what belongs to no region: the platform's own contacts, notices for all."""


class HelpDesk(models.Model):
    """Where the people of a region find help. The platform's own record answers for regions without one."""

    region_code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    website = models.URLField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="help_can_be_reached", condition=~models.Q(phone="") | ~models.Q(email=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def region_label(self) -> str:
        return nomenclature.region_label(self.region_code)


class Notice(models.Model):
    """A word of the service on the sign-in page, for one region or everywhere."""

    title = models.CharField(max_length=100)
    text = models.TextField()
    region_code = models.CharField(max_length=3, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    """None runs until someone ends it. Equal to `starts_at`: withdrawn before it was ever shown."""
    version = models.PositiveIntegerField(default=1)
    """Grows when the words change, so that a notice once closed is shown again."""
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            # A second click on « Publier » meets the first.
            models.UniqueConstraint(fields=["region_code", "starts_at", "title"], name="a_notice_is_said_once"),
            models.CheckConstraint(
                name="a_notice_ends_after_it_starts",
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
            ),
        ]
        indexes = [models.Index(fields=["-starts_at"], name="notices_newest_first")]

    def __str__(self) -> str:
        return self.title

    @property
    def region_label(self) -> str:
        return nomenclature.region_label(self.region_code)

    def is_over(self, now: datetime | None = None) -> bool:
        return self.ends_at is not None and self.ends_at <= max(now or timezone.now(), self.starts_at)

    def is_running(self, now: datetime | None = None) -> bool:
        return self.starts_at <= (now or timezone.now()) and not self.is_over(now)
