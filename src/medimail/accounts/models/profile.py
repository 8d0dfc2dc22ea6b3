from django.db import models

from medimail.accounts.models.user import User
from medimail.lib import nomenclature


class Profile(models.Model):
    """What a professional says of their practice (screen S7). Codes are those of `lib/nomenclature`."""

    class IdentifierType(models.TextChoices):
        RPPS = "RPPS"
        ADELI = "ADELI"

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True)
    phone1 = models.CharField(max_length=30, blank=True)
    phone2 = models.CharField(max_length=30, blank=True)
    self_employed = models.BooleanField(default=False)
    profession_code = models.CharField(max_length=10)
    speciality_code = models.CharField(max_length=10, blank=True)
    identifier_type = models.CharField(max_length=5, choices=IdentifierType, blank=True)
    national_id = models.CharField(max_length=20, blank=True)
    company_name = models.CharField(max_length=150, blank=True)
    service = models.CharField(max_length=150, blank=True)
    finess = models.CharField(max_length=9, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=100, blank=True)
    department_code = models.CharField(max_length=3, blank=True)
    region_code = models.CharField(max_length=3)
    in_medimail_directory = models.BooleanField(default=True)
    in_mssante_directory = models.BooleanField(default=True)
    paperless = models.BooleanField(default=True)
    notify = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["national_id"], condition=~models.Q(national_id=""), name="profiles_of_number"),
            models.Index(fields=["finess"], condition=~models.Q(finess=""), name="profiles_of_structure"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def profession_label(self) -> str:
        return nomenclature.profession_label(self.profession_code)

    @property
    def speciality_label(self) -> str:
        return nomenclature.speciality_label(self.profession_code, self.speciality_code)

    @property
    def region_label(self) -> str:
        return nomenclature.region_label(self.region_code)

    @property
    def department_label(self) -> str:
        found = nomenclature.department(self.department_code)
        return found.label if found else ""

    @property
    def place(self) -> str:
        return f"{self.town} ({self.department_code})" if self.town and self.department_code else self.town
