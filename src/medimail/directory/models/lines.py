"""Lines of the national files, in our words. A line is known by the digest of its columns: to merge is to compare sets.

Codes are those of `lib/nomenclature`. Source: open files of the Annuaire Santé (ANS, Licence Ouverte 2).
"""

from django.db import models


class Line(models.Model):
    digest = models.UUIDField(primary_key=True)
    identifier_type = models.CharField(max_length=5, blank=True)
    """RPPS or ADELI; empty for a box of an organisation."""
    national_id = models.CharField(max_length=20, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Activity(Line):
    """A person at a place of practice; one person may have several, and one without a place has one all the same."""

    title = models.CharField(max_length=10, blank=True)
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100, blank=True)
    profession_code = models.CharField(max_length=10)
    speciality_code = models.CharField(max_length=10, blank=True)
    speciality_label = models.CharField(max_length=150, blank=True)
    self_employed = models.BooleanField(default=False)
    company_name = models.CharField(max_length=150, blank=True)
    finess = models.CharField(max_length=9, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=100, blank=True)
    department_code = models.CharField(max_length=3, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=254, blank=True)

    class Meta(Line.Meta):
        indexes = [
            models.Index(fields=["national_id"], name="activities_of_person"),
            models.Index(fields=["finess"], condition=~models.Q(finess=""), name="activities_of_structure"),
        ]


class ListedBox(Line):
    """A mailbox of any operator as the national file lists it; an address may stand on several lines."""

    kind = models.CharField(max_length=3)
    address = models.CharField(max_length=254)
    title = models.CharField(max_length=10, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    first_name = models.CharField(max_length=100, blank=True)
    profession_code = models.CharField(max_length=10, blank=True)
    speciality_code = models.CharField(max_length=10, blank=True)
    speciality_label = models.CharField(max_length=150, blank=True)
    paperless = models.BooleanField(default=False)
    structure = models.CharField(max_length=20, blank=True)
    """National number of the structure: a digit for its kind (TRE_G07), then FINESS, SIRET…"""
    company_name = models.CharField(max_length=150, blank=True)
    service = models.CharField(max_length=150, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=100, blank=True)
    department_code = models.CharField(max_length=3, blank=True)

    class Meta(Line.Meta):
        indexes = [
            models.Index(fields=["address"], name="lines_of_address"),
            models.Index(fields=["national_id"], condition=~models.Q(national_id=""), name="boxes_of_person"),
        ]


class Skill(Line):
    """A speciality or competence (savoir-faire) of a person."""

    profession_code = models.CharField(max_length=10)
    code = models.CharField(max_length=10)
    label = models.CharField(max_length=150)

    class Meta(Line.Meta):
        indexes = [models.Index(fields=["national_id"], name="skills_of_person")]
