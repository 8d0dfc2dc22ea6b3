from django.conf import settings
from django.db import models
from django.db.models.functions import Lower


class Domain(models.Model):
    """An e-mail domain this operator hosts. A structure's own domain carries its FINESS number."""

    name = models.CharField(max_length=253, primary_key=True)
    region_code = models.CharField(max_length=3, blank=True)
    label = models.CharField(max_length=60, blank=True)
    """What it is for inside its region: a profession's sub-domain (`pharmacien`), `pro` (catch-all) or `org`."""
    finess = models.CharField(max_length=9, blank=True)
    external = models.BooleanField(default=True)
    """Known to the trust space. False for the domain of BAL MED, which never leaves the house."""

    class Meta:
        indexes = [models.Index(fields=["region_code", "label"], name="domain_of_region")]

    def __str__(self) -> str:
        return self.name


class DomainRule(models.Model):
    """(region, profession) → domain. The empty profession is the region's catch-all."""

    region_code = models.CharField(max_length=3)
    profession_code = models.CharField(max_length=10, blank=True)
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "profession_code"], name="one_domain_per_profession")
        ]

    def __str__(self) -> str:
        return f"{self.region_code} {self.profession_code} {self.domain_id}"


class Mailbox(models.Model):
    """A BAL. Address and kind never change once given (national rule), and an address is never given twice."""

    class Kind(models.TextChoices):
        PER = "PER"
        MED = "MED"
        ORG = "ORG"
        APP = "APP"

    class State(models.TextChoices):
        ACTIVE = "active"
        SUSPENDED = "suspended"
        CLOSED = "closed"

    kind = models.CharField(max_length=3, choices=Kind)
    address = models.CharField(max_length=254)
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT)
    display_name = models.CharField(max_length=210)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="mailboxes")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    red_list = models.BooleanField(default=False)
    paperless = models.BooleanField(default=True)
    quota_bytes = models.BigIntegerField()
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], name="one_box_per_address"),
            models.CheckConstraint(condition=models.Q(address=Lower("address")), name="address_in_lower_case"),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(state="active"), name="active_boxes")]

    def __str__(self) -> str:
        return self.address
