from django.db import models

from medimail.accounts.models.user import User


class NationalNumber(models.Model):
    """A national number somebody has proved to be theirs. What `Profile.national_id` says is only a claim."""

    class Proof(models.TextChoices):
        ADMINISTRATOR = "administrator"
        PSC = "psc"

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="national_number")
    identifier_type = models.CharField(max_length=5)
    number = models.CharField(max_length=20)
    proof = models.CharField(max_length=15, choices=Proof)
    proved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["identifier_type", "number"], name="one_person_per_number")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.identifier_type}"
