"""Lines of the national files, in our words. A line is known by the digest of its columns: to merge is to compare sets.

Codes are those of `lib/nomenclature`. Source: open files of the Annuaire Santé (ANS, Licence Ouverte 2).
"""

from django.db import models

from medimail.lib.towns import town_name


class Line(models.Model):
    digest = models.UUIDField(primary_key=True)
    identifier_type = models.CharField(max_length=5, blank=True)
    """RPPS, ADELI or LOCAL (given by a structure); empty for a box of an organisation."""
    national_id = models.TextField(blank=True)

    words = models.TextField(blank=True)
    """What a search may name of this line, as `lib/person_names.plain` writes it."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Activity(Line):
    """A person at a place of practice; one person may have several, and one without a place has one all the same."""

    title = models.TextField(blank=True)
    last_name = models.TextField()
    first_name = models.TextField(blank=True)
    profession_code = models.CharField(max_length=10)
    speciality_code = models.TextField(blank=True)
    speciality_label = models.TextField(blank=True)
    name_key = models.TextField()
    self_employed = models.BooleanField(default=False)
    company_name = models.TextField(blank=True)
    finess = models.TextField(blank=True)
    address = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    town = models.TextField(blank=True)
    department_code = models.CharField(max_length=3, blank=True)
    phone = models.TextField(blank=True)
    email = models.TextField(blank=True)

    class Meta(Line.Meta):
        indexes = [
            models.Index(fields=["national_id"], name="activities_of_person"),
            models.Index(fields=["finess"], condition=~models.Q(finess=""), name="activities_of_structure"),
        ]

    @property
    def postal_town(self) -> str:
        return f"{self.postcode} {town_name(self.town)}".strip()


class ListedBox(Line):
    """A mailbox of any operator as the national file lists it; an address may stand on several lines."""

    kind = models.CharField(max_length=3)
    address = models.TextField()
    title = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    first_name = models.TextField(blank=True)
    profession_code = models.CharField(max_length=10, blank=True)
    speciality_code = models.TextField(blank=True)
    speciality_label = models.TextField(blank=True)
    name_key = models.TextField()
    paperless = models.BooleanField(default=False)
    structure = models.TextField(blank=True)
    """National number of the structure: a digit for its kind (TRE_G07), then FINESS, SIRET…"""
    company_name = models.TextField(blank=True)
    service = models.TextField(blank=True)
    street = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    town = models.TextField(blank=True)
    department_code = models.CharField(max_length=3, blank=True)

    class Meta(Line.Meta):
        indexes = [
            models.Index(fields=["address"], name="lines_of_address"),
            models.Index(fields=["national_id"], condition=~models.Q(national_id=""), name="boxes_of_person"),
        ]


class Skill(Line):
    """A speciality or competence (savoir-faire) of a person."""

    profession_code = models.CharField(max_length=10)
    code = models.TextField()
    label = models.TextField()

    class Meta(Line.Meta):
        indexes = [models.Index(fields=["national_id"], name="skills_of_person")]
