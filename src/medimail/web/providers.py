"""Those who vouch for a person, for Medimail's pages: their names, and where each is asked."""

from django.conf import settings
from django.urls import reverse

from medimail.accounts.identity import PSC
from medimail.accounts.models import Portal, User
from medimail.accounts.queries import identities_of, portals

PSC_NAME = "Pro Santé Connect"


def name_of(provider: str) -> str:
    """How people know this provider. A portal switched off since is named by what it is."""
    if provider == PSC:
        return PSC_NAME
    return next((portal.name for portal in portals(slug=provider)), "un portail régional")


def psc_start() -> str:
    """Where Pro Santé Connect is asked; empty when this operator has no registration there."""
    return reverse("openid_connect_login", args=[PSC]) if settings.PSC_DISCOVERY else ""


def start_of(portal: Portal) -> str:
    named = "saml_login" if portal.protocol == Portal.Protocol.SAML else "openid_connect_login"
    return reverse(named, args=[portal.slug])


def who_knows(user: User) -> list[tuple[str, str]]:
    """Name, and where to start, of those who can say again that it is this person."""
    known = identities_of(user)
    psc = [(PSC_NAME, psc_start())] if known.pop(PSC, None) and psc_start() else []
    return psc + [(one.name, start_of(one)) for one in (portals() if known else []) if one.slug in known]


def ways_in(user: User) -> dict[str, object]:
    """What opens this account beside a password, and what could: the portals of its region."""
    linked = identities_of(user)
    profile = getattr(user, "profile", None)
    near = portals(region_code=profile.region_code if profile else "")
    return {
        "psc_url": psc_start(),
        "psc_since": linked.pop(PSC, None),
        "linked": [(provider, name_of(provider), since) for provider, since in linked.items()],
        "others": [(one.name, start_of(one)) for one in near if one.slug not in linked],
    }
