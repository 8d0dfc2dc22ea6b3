from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q

from medimail.lib import nomenclature


class Entry(models.Model):
    """What one finds: an address of ours or of another operator, or a professional without any.

    Rows of other operators are rebuilt from the lines of the national files. Rows of ours follow their boxes at once,
    and hide what the national file still says of the same address.
    """

    class Origin(models.TextChoices):
        NATIONAL = "national"
        OWN = "own"

    origin = models.CharField(max_length=8, choices=Origin)
    kind = models.CharField(max_length=3, blank=True)
    """PER, MED, ORG or APP; empty when there is no address."""
    address = models.CharField(max_length=254, blank=True)
    identifier_type = models.CharField(max_length=5, blank=True)
    national_id = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=10, blank=True)
    last_name = models.CharField(max_length=210)
    """Of an organisation: what it is called, service included."""
    first_name = models.CharField(max_length=100, blank=True)
    profession_code = models.CharField(max_length=10, blank=True)
    speciality_code = models.CharField(max_length=10, blank=True)
    speciality_label = models.CharField(max_length=150, blank=True)
    company_name = models.CharField(max_length=150, blank=True)
    service = models.CharField(max_length=150, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=100, blank=True)
    department_code = models.CharField(max_length=3, blank=True)
    finess = models.CharField(max_length=9, blank=True)
    paperless = models.BooleanField(default=False)
    preferred = models.BooleanField(default=False)
    """Where the holder wants to be written to, among several addresses."""
    in_medimail = models.BooleanField(default=False)
    in_mssante = models.BooleanField(default=False)
    """In neither directory: hidden, from all but the holder and the administrators of the region or structure."""
    holder_id = models.BigIntegerField(null=True)
    region_code = models.CharField(max_length=3, blank=True)
    since = models.DateField()
    """Known with these words since that day."""
    name_key = models.TextField()
    """« martin jean »: how results are sorted, and what a name is looked up by."""
    words = models.TextField()
    """All that a search may name, without accents; what begins with a sign is a mark (`search/words.py`)."""
    digest = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=~Q(address=""), name="one_entry_per_address"),
            models.UniqueConstraint(
                fields=["identifier_type", "national_id"], condition=Q(address=""), name="one_entry_without_address"
            ),
        ]
        indexes = [
            # `directory_entry_beginnings` (GIN over the beginnings of the words) stands in the migration.
            models.Index(
                OpClass("name_key", "text_pattern_ops"), F("id"), condition=~Q(address=""), name="entries_by_name"
            ),
            models.Index(fields=["national_id"], condition=~Q(national_id=""), name="entries_of_person"),
            models.Index(OpClass("address", "text_pattern_ops"), condition=~Q(address=""), name="entries_by_address"),
            models.Index(fields=["holder_id"], condition=Q(holder_id__isnull=False), name="entries_of_holder"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def profession_label(self) -> str:
        return nomenclature.profession_label(self.profession_code)

    @property
    def department_label(self) -> str:
        found = nomenclature.department(self.department_code)
        return found.label if found else ""

    @property
    def place(self) -> str:
        return f"{self.town} ({self.department_code})" if self.town and self.department_code else self.town

    @property
    def hidden(self) -> bool:
        return not (self.in_medimail or self.in_mssante)


class Word(models.Model):
    """Every word of the entries, to find what a mistyped one was meant to be."""

    word = models.CharField(max_length=60, primary_key=True)

    def __str__(self) -> str:
        return self.word
