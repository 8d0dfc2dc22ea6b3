from django.conf import settings
from django.db import models

from medimail.enrolment.models.application import Application


class Word(models.Model):
    """One message between a person and the service desk about their account. Both sides see every one."""

    class Kind(models.TextChoices):
        MESSAGE = "message"
        QUESTION = "question"
        REFUSAL = "refusal"
        SUSPENSION = "suspension"
        CLOSURE = "closure"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="words")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_desk = models.BooleanField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MESSAGE)
    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["application", "id"], name="thread_of_application")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"
