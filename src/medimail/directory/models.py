from django.db import models


class Professional(models.Model):
    """A person of the national directory. Codes are those of `lib/nomenclature`."""

    identifier_type = models.CharField(max_length=5)
    national_id = models.CharField(max_length=20)
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    profession_code = models.CharField(max_length=10)
    speciality_code = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identifier_type", "national_id"], name="one_professional_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.identifier_type} {self.pk}"


class Activity(models.Model):
    """A place where a professional works; one person may have several."""

    professional = models.ForeignKey(Professional, on_delete=models.CASCADE, related_name="activities")
    company_name = models.CharField(max_length=150, blank=True)
    finess = models.CharField(max_length=9, blank=True)
    self_employed = models.BooleanField(default=False)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=100, blank=True)
    department_code = models.CharField(max_length=3, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(max_length=254, blank=True)

    class Meta:
        indexes = [models.Index(fields=["finess"], condition=~models.Q(finess=""), name="activities_of_structure")]

    def __str__(self) -> str:
        return f"{self.professional_id} {self.town}"
