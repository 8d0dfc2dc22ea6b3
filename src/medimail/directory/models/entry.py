from django.db import models
from django.db.models import Q

from medimail.lib import nomenclature
from medimail.lib.towns import town_alone, town_name


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
    address = models.TextField(blank=True, db_collation="C")
    identifier_type = models.CharField(max_length=5, blank=True)
    national_id = models.TextField(blank=True)
    title = models.TextField(blank=True)
    last_name = models.TextField()
    """Of an organisation: what it is called, service included."""
    first_name = models.TextField(blank=True)
    profession_code = models.CharField(max_length=10, blank=True)
    speciality_code = models.TextField(blank=True)
    speciality_label = models.TextField(blank=True)
    company_name = models.TextField(blank=True)
    service = models.TextField(blank=True)
    street = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    town = models.TextField(blank=True)
    department_code = models.CharField(max_length=3, blank=True)
    finess = models.TextField(blank=True)
    paperless = models.BooleanField(default=False)
    preferred = models.BooleanField(default=False)
    """Where the holder wants to be written to, among several addresses."""
    in_medimail = models.BooleanField(default=False)
    in_mssante = models.BooleanField(default=False)
    """In neither directory: hidden, from all but the holder and the administrators of the region or structure."""
    closed = models.BooleanField(default=False)
    """A box of ours that is suspended or closed: seen by nobody, it only hides what the national file still says."""
    holder_id = models.BigIntegerField(null=True)
    region_code = models.CharField(max_length=3, blank=True)
    since = models.DateField()
    """Known with these words since that day."""
    name_key = models.TextField(db_collation="C")
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
            models.Index(fields=["name_key", "id"], condition=~Q(address=""), name="entries_by_name"),
            models.Index(fields=["national_id"], condition=~Q(national_id=""), name="entries_of_person"),
            models.Index(fields=["id"], condition=Q(origin="own"), name="entries_of_ours"),
            models.Index(fields=["holder_id"], condition=Q(holder_id__isnull=False), name="entries_of_holder"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def full_name(self) -> str:
        return f"{self.called} {self.last_name}".strip()

    @property
    def called(self) -> str:
        """« JEAN-PIERRE » reads better as « Jean-Pierre »; the accents that the file left out stay out."""
        return self.first_name.title() if self.first_name.isupper() else self.first_name

    @property
    def profession_label(self) -> str:
        return nomenclature.profession_label(self.profession_code)

    @property
    def department_label(self) -> str:
        found = nomenclature.department(self.department_code)
        return found.label if found else ""

    @property
    def place(self) -> str:
        town = town_alone(self.town)
        return f"{town} ({self.department_code})" if town and self.department_code else town

    @property
    def postal_town(self) -> str:
        return f"{self.postcode} {town_name(self.town)}".strip()

    @property
    def hidden(self) -> bool:
        return not (self.in_medimail or self.in_mssante)


class Word(models.Model):
    """Every word of the entries, to find what a mistyped one was meant to be."""

    word = models.TextField(primary_key=True, db_collation="C")
    seen = models.IntegerField(default=1)
    """In about how many entries: of two words as near, the usual one is meant."""

    def __str__(self) -> str:
        return self.word
