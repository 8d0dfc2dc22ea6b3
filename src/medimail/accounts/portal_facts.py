"""What a region and this house agreed on, before it is kept."""

import re
from dataclasses import dataclass
from datetime import datetime

from medimail.accounts.errors import WrongPortal
from medimail.accounts.identity import PSC
from medimail.lib import nomenclature, oidc
from medimail.lib.saml.metadata import Unusable, read, valid_until

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class OidcFacts:
    discovery_url: str
    client_id: str
    client_secret: str = ""
    """Empty: the one already kept."""
    signing_algorithm: str = "RS256"
    issuer: str = ""
    """Empty: the discovery address up to `/.well-known/`, as nearly everywhere."""

    def columns(self, now: datetime) -> dict[str, str]:  # noqa: ARG002 (as `SamlFacts`)
        issuer = self.issuer or oidc.issuer_of(self.discovery_url)
        if not oidc.is_safe(self.discovery_url, issuer):
            raise WrongPortal("address")
        if oidc.WELL_KNOWN not in self.discovery_url:
            raise WrongPortal("discovery")
        if not self.client_id or self.signing_algorithm not in oidc.ALGORITHMS:
            raise WrongPortal("algorithm" if self.client_id else "client")
        agreed = {"client_id": self.client_id, "signing_algorithm": self.signing_algorithm}
        return {"issuer": issuer, "discovery_url": self.discovery_url, "metadata": "", **agreed}


@dataclass(frozen=True, slots=True)
class SamlFacts:
    metadata: str

    def columns(self, now: datetime) -> dict[str, str]:
        try:
            found = read(self.metadata)
            expired = valid_until(found) <= now
        except Unusable as error:
            raise WrongPortal(error.word) from error
        if expired:
            raise WrongPortal("expired")
        return {"issuer": found.entity_id, "metadata": self.metadata, "discovery_url": "", "client_id": ""}


def check(slug: str, name: str, region_code: str) -> None:
    """Raises `WrongPortal`."""
    if slug == PSC or len(slug) > 40 or not _SLUG.fullmatch(slug):
        raise WrongPortal("slug")
    if not name.strip() or len(name) > 100:
        raise WrongPortal("name")
    if region_code not in {region.code for region in nomenclature.regions()}:
        raise WrongPortal("region")
