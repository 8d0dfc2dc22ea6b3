from django.db import models

from medimail.accounts.models.user import User


class TermsVersion(models.Model):
    """One published version of the terms of use (CGU). Published text never changes: a new text is a new version."""

    version = models.CharField(max_length=20, primary_key=True)
    title = models.CharField(max_length=150)
    text = models.TextField()
    """Markdown, the source of `pdf`."""
    pdf = models.BinaryField(default=b"")
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class TermsAcceptance(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    terms = models.ForeignKey(TermsVersion, on_delete=models.PROTECT)
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "terms"], name="one_acceptance_per_version")]

    def __str__(self) -> str:
        return f"{self.user} {self.terms_id}"
