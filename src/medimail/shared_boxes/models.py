from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from medimail.mailboxes.models import Mailbox


class BoxRequest(models.Model):
    """A person asks for a box of their structure. The structure is written as they said it until the box opens."""

    class Kind(models.TextChoices):
        ORG = "ORG"
        APP = "APP"

    class State(models.TextChoices):
        WAITING = "waiting"
        ASKED = "asked"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    class Means(models.TextChoices):
        """How a program will prove itself."""

        CERTIFICATE = "certificate"
        TOKEN = "token"  # noqa: S105 (a kind, no secret)

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="box_requests")
    kind = models.CharField(max_length=3, choices=Kind)
    structure_name = models.CharField(max_length=150)
    finess = models.CharField(max_length=9, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    region_code = models.CharField(max_length=3)
    service = models.CharField(max_length=100, blank=True)
    description = models.CharField(max_length=255)
    local_part = models.CharField(max_length=64)
    responsible = models.CharField(max_length=255)
    means = models.CharField(max_length=11, choices=Means, blank=True)
    members = ArrayField(models.CharField(max_length=254), default=list)
    """Addresses of the first members, as typed."""
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    waiting_since = models.DateTimeField()
    """The place in the queue: an answer to a question does not change it."""
    submitted_at = models.DateTimeField()
    """Changes with each sending: a decision on words that changed meanwhile is refused."""
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    """The last question, or why it was refused."""
    answer = models.TextField(blank=True)
    mailbox = models.OneToOneField(Mailbox, on_delete=models.PROTECT, null=True, related_name="request")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(finess="") | ~models.Q(siret=""), name="request_names_a_structure"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(mailbox__isnull=False), name="accepted_has_a_box"
            ),
        ]
        indexes = [
            models.Index(
                fields=["region_code", "waiting_since"],
                condition=models.Q(state__in=["waiting", "asked"]),
                name="box_requests_open",
            ),
            models.Index(fields=["asked_by", "-id"], name="box_requests_of_person"),
            models.Index(fields=["finess"], condition=~models.Q(finess=""), name="box_requests_of_structure"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class ProgramAccess(models.Model):
    """How the program of a BAL APP proves itself: its certificate or a token, of which only the digest is kept."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="program_accesses")
    means = models.CharField(max_length=11, choices=BoxRequest.Means)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256, in hexadecimal; empty until the structure has given its certificate, or taken its token."""
    given_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~models.Q(digest=""), name="one_program_per_proof")
        ]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.means}"


class Closing(models.Model):
    """A shared box that will be closed: until that day its members can take along what is in it."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.PROTECT, related_name="closing")
    closes_on = models.DateField()
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["closes_on"], name="closings_by_day")]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.closes_on}"


class Wish(models.Model):
    """A visitor chose a shared box, and signed up first: the letter that opens the account leads them on."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="box_wish"
    )

    def __str__(self) -> str:
        return str(self.user_id)
