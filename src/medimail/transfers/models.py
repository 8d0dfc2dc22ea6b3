import secrets

from django.conf import settings
from django.db import models

from medimail.mailboxes.models import Mailbox


def unguessable() -> str:
    return secrets.token_urlsafe(32)


class Transfer(models.Model):
    """A whole box on its way out, or mail on its way in. Numbers only: names of folders stay in the files."""

    class Kind(models.TextChoices):
        EXPORT = "export"
        IMPORT = "import"

    class Form(models.TextChoices):
        EML = "eml"
        MBOX = "mbox"

    class State(models.TextChoices):
        SENDING = "sending"  # the browser still brings the file
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"  # can go on from where it is
        FAILED = "failed"
        GONE = "gone"  # its file was removed: by its owner, or by time

    UNDER_WAY = (State.SENDING, State.WAITING, State.RUNNING)

    kind = models.CharField(max_length=6, choices=Kind)
    form = models.CharField(max_length=4, choices=Form, blank=True)
    state = models.CharField(max_length=7, choices=State)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=60, unique=True, default=unguessable, editable=False)
    """The name of its file, which no page shows."""
    size = models.BigIntegerField(default=0)
    """Of the file: as it is announced, while it is brought."""
    received = models.BigIntegerField(default=0)
    total = models.IntegerField(default=0)
    """Messages to copy; nothing when that is only known at the end."""
    done = models.IntegerField(default=0)
    doubles = models.IntegerField(default=0)
    left_out = models.IntegerField(default=0)
    weight = models.BigIntegerField(default=0)
    """Bytes of mail behind `done`, or of the file read so far."""
    problem = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox"],
                condition=models.Q(state__in=["sending", "waiting", "running"]),
                name="one_transfer_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["mailbox", "person", "-id"], name="transfers_of_box"),
            models.Index(fields=["changed_at"], condition=~models.Q(state="gone"), name="transfers_with_file"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    @property
    def under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def percent(self) -> int:
        """For the bar: of the messages, or of the file where their number is unknown."""
        if self.state == self.State.SENDING:
            return self.received * 100 // max(1, self.size)
        part, whole = (self.done, self.total) if self.total else (self.weight, self.size)
        return min(100, part * 100 // max(1, whole))
