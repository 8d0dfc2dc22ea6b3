from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

_CODE = 255
_TEXT = 500


class Operator(models.Model):
    """Who runs mail for domains of the trust space: the structure that its certificates name."""

    code = models.CharField(max_length=_CODE, unique=True)
    """`3` + SIRET, `1` + FINESS, or its name where its certificates give no number."""
    name = models.CharField(max_length=_TEXT)

    def __str__(self) -> str:
        return self.name


class ListedCertificate(models.Model):
    """A certificate as the list names it; the file itself is seen only when the peer shows it."""

    key = models.CharField(max_length=2000, unique=True)
    """Its distinguished name in the form that compares (lib/allow_list/names)."""
    written = models.CharField(max_length=_TEXT)
    common_name = models.CharField(max_length=_TEXT)
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="certificates")

    class Meta:
        # A name is compared whatever its case: this is the expression PostgreSQL sees (`iexact`).
        indexes = [models.Index(Upper("common_name"), name="certificate_by_common_name")]

    def __str__(self) -> str:
        return self.written


class ListedPeer(models.Model):
    """One line of the allow list: a domain, and a certificate that may speak for it.

    A domain may stand under several certificates and several operators.
    """

    domain = models.CharField(max_length=253)
    certificate = models.ForeignKey(ListedCertificate, on_delete=models.PROTECT, related_name="lines")
    fixed = models.BooleanField(default=False)
    """Added by hand: no list takes it away."""
    description = models.CharField(max_length=_TEXT, blank=True)
    responsible = models.CharField(max_length=_TEXT, blank=True)
    support = models.CharField(max_length=_TEXT, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["domain", "certificate"], name="one_line_per_certificate")]

    def __str__(self) -> str:
        return f"{self.domain} {self.certificate_id}"


class AllowListImport(models.Model):
    """What came as the list, and what became of it. The same again, or the same refusal, only moves `last_at`."""

    class State(models.TextChoices):
        TAKEN = "taken"
        REFUSED = "refused"
        """The last good list stays in use."""

    state = models.CharField(max_length=7, choices=State)
    problem = models.CharField(max_length=20, blank=True)
    """Why it was refused, in one word of `lib/allow_list`."""
    detail = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=_TEXT)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    """When it was last seen to be what it is: a good list is as old as this."""
    times = models.IntegerField(default=1)
    generated_at = models.DateTimeField(null=True)
    signer = models.CharField(max_length=_TEXT, blank=True)
    signer_until = models.DateTimeField(null=True)
    entries = models.IntegerField(default=0)
    domains = models.IntegerField(default=0)
    operators = models.IntegerField(default=0)
    certificates = models.IntegerField(default=0)
    added = models.IntegerField(default=0)
    removed = models.IntegerField(default=0)
    unfit = models.JSONField(default=dict)
    """Why an entry was left out → how many."""
    tag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=60, blank=True)
    """The server's own words (ETag, Last-Modified), to ask only for what is new."""

    class Meta:
        indexes = [
            models.Index(fields=["-last_at"], name="imports_of_the_list"),
            models.Index(fields=["-generated_at"], condition=Q(state="taken"), name="good_lists"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.generated_at}"


class Change(models.Model):
    """A domain came, went, or moved to other operators, when a list said so."""

    domain = models.CharField(max_length=253)
    before = ArrayField(models.CharField(max_length=_CODE))
    """Codes of its operators; none when it came."""
    after = ArrayField(models.CharField(max_length=_CODE))
    brought_by = models.ForeignKey(AllowListImport, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["domain", "-at"], name="changes_of_domain"),
            models.Index(fields=["-at"], name="changes_of_the_list"),
        ]

    def __str__(self) -> str:
        return f"{self.domain} {self.before} {self.after}"
