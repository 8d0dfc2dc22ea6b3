from django.db import models
from django.db.models.functions import Upper


class ListedPeer(models.Model):
    """One line of the allow list: the domain, and the common name of the certificate its operator shows.

    A domain may stand under several certificates and several operators, so neither column is unique alone.
    """

    domain = models.CharField(max_length=253)
    common_name = models.CharField(max_length=255)
    distinguished_name = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["domain", "common_name"], name="one_line_per_domain_and_name")]
        # A name is compared whatever its case: this is the expression PostgreSQL sees (`iexact`).
        indexes = [models.Index(Upper("common_name"), name="peers_by_common_name")]

    def __str__(self) -> str:
        return f"{self.domain} {self.common_name}"
