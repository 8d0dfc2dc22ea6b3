from django.db import models
from django.db.models import Q

from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox


class Paper(models.Model):
    """A signature or a model of message: of a person, or of a box for all who write from it."""

    class Kind(models.TextChoices):
        SIGNATURE = "signature"
        MODEL = "model"

    kind = models.CharField(max_length=9, choices=Kind)
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    text = models.TextField(max_length=20_000)
    by_default = models.BooleanField(default=False)
    """Of signatures: the one under each new message."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) ^ Q(mailbox__isnull=True), name="paper_of_a_person_or_a_box"
            ),
            models.UniqueConstraint(fields=["owner"], condition=Q(by_default=True), name="one_signature_of_a_person"),
            models.UniqueConstraint(fields=["mailbox"], condition=Q(by_default=True), name="one_signature_of_a_box"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"

    @property
    def is_signature(self) -> bool:
        return self.kind == self.Kind.SIGNATURE
