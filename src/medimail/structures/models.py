from django.db import models
from django.db.models import Q


class Structure(models.Model):
    """A health structure: whose boxes are shared, and whose administrator checks its own people.

    At least one national number, FINESS or SIRET: the national directory needs one to publish a shared box.
    """

    name = models.CharField(max_length=150)
    finess = models.CharField(max_length=9, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    region_code = models.CharField(max_length=3)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    declared = models.BooleanField(default=False)
    """Typed by the person who asked for its first box: no national file knows it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finess"], condition=~Q(finess=""), name="one_structure_per_finess"),
            models.UniqueConstraint(fields=["siret"], condition=Q(finess=""), name="one_structure_per_siret"),
            models.CheckConstraint(condition=~Q(finess="") | ~Q(siret=""), name="structure_has_a_number"),
        ]
        indexes = [models.Index(fields=["region_code", "name"], name="structures_of_region")]

    def __str__(self) -> str:
        return self.name
