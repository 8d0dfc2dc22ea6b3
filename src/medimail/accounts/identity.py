"""A person as somebody else knows them: Pro Santé Connect, or the portal of a region."""

import hashlib
from dataclasses import dataclass

PSC = "psc"
"""The provider id of Pro Santé Connect; every other one is the slug of a portal."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Never an e-mail address: whoever runs a provider could write any."""

    provider: str
    issuer: str
    subject: str

    @property
    def uid(self) -> str:
        """Issuer and subject in the 191 characters django-allauth keeps, whatever their length."""
        return hashlib.sha256(f"{self.issuer}\n{self.subject}".encode()).hexdigest()

    @property
    def kept(self) -> dict[str, str]:
        """All that is kept of a provider's answer, as django-allauth keeps it (`extra_data`)."""
        return {"issuer": self.issuer, "subject": self.subject}
