import uuid
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from medimail.accounts.models.user import User


class Session(AbstractBaseSession):
    """A browser, and once somebody signed in with it: who, how, from where. `expire_date` is the absolute end."""

    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """How a page names this row. Its key opens the account, so no page ever shows it."""
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    means = models.CharField(max_length=100, blank=True)
    network = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=100, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    locked_at = models.DateTimeField(null=True)
    """When its person locked it by hand."""
    entered = ArrayField(models.BigIntegerField(), default=list)
    """Mailboxes whose opening was traced already."""

    @property
    def where(self) -> str:
        return self.place or f"réseau {self.network}"

    def left(self, proved: float) -> timedelta:
        """Until it is locked; nothing when it is. `proved`: when its person last proved themselves again, or 0."""
        again = datetime.fromtimestamp(proved, UTC)
        if self.locked_at and again <= self.locked_at:
            return timedelta()
        end = max(self.seen_at, again) + timedelta(minutes=settings.SESSION_IDLE_MINUTES)
        return max(end - timezone.now(), timedelta())
