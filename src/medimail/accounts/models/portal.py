from django.db import models


class Portal(models.Model):
    """The sign-in page of a region that may vouch for its people, by OpenID Connect or by SAML."""

    class Protocol(models.TextChoices):
        OIDC = "oidc", "OpenID Connect"
        SAML = "saml", "SAML"

    slug = models.SlugField(primary_key=True, max_length=40)
    """The provider id: part of the addresses given to the portal, so it never changes."""
    name = models.CharField(max_length=100)
    region_code = models.CharField(max_length=3)
    protocol = models.CharField(max_length=4, choices=Protocol)
    issuer = models.CharField(max_length=1024)
    """The issuer of OpenID Connect, the entity id of SAML: with the subject, the key of an identity."""
    discovery_url = models.URLField(max_length=1024, blank=True)
    client_id = models.CharField(max_length=200, blank=True)
    client_secret = models.TextField(blank=True)
    """Sealed (`lib/sealing`)."""
    signing_algorithm = models.CharField(max_length=10, default="RS256")
    """That of our registration, never that of a token."""
    metadata = models.TextField(blank=True)
    """The XML of a SAML provider, as its region gave it."""
    strong = models.BooleanField(default=False)
    """The region vouches for two factors: no second one is asked here."""
    active = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["region_code", "name"], name="portals_of_region")]
        constraints = [
            models.CheckConstraint(
                name="portal_says_how",
                condition=models.Q(protocol="oidc") & ~models.Q(discovery_url="") & ~models.Q(client_id="")
                | models.Q(protocol="saml") & ~models.Q(metadata=""),
            )
        ]

    def __str__(self) -> str:
        return self.name
