"""What each provider and this house agreed on, as django-allauth wants it told."""

import logging

from allauth.socialaccount.models import SocialApp
from django.conf import settings

from medimail.accounts.identity import PSC
from medimail.accounts.models import Portal
from medimail.lib.sealing import Sealed

_log = logging.getLogger(__name__)


def issuer_of(discovery: str) -> str:
    """OpenID Connect Discovery 1.0, 4.1: the address stands below the issuer, here under a name of its own."""
    return discovery.partition("/.well-known/")[0]


def psc() -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=PSC,
        name="Pro Santé Connect",
        client_id=settings.PSC_CLIENT_ID,
        secret=settings.PSC_CLIENT_SECRET,
        settings={
            "server_url": settings.PSC_DISCOVERY,
            "issuer": issuer_of(settings.PSC_DISCOVERY),
            "algorithm": settings.PSC_SIGNING_ALGORITHM,
            "token_auth_method": settings.PSC_CLIENT_AUTH,
            "scope": ["openid", "scope_all"],
            "acr": "eidas1",
        },
    )


def oidc_portal(portal: Portal) -> SocialApp:
    """Its people are known by issuer and subject alone, so nothing more is asked of it."""
    return SocialApp(
        provider="openid_connect",
        provider_id=portal.slug,
        name=portal.name,
        client_id=portal.client_id,
        secret=_opened(portal),
        settings={
            "server_url": portal.discovery_url,
            "issuer": portal.issuer,
            "algorithm": portal.signing_algorithm,
            "scope": ["openid", "profile"],
        },
    )


def _opened(portal: Portal) -> str:
    try:
        return Sealed(settings.SEALING_KEY).open(portal.client_secret) if portal.client_secret else ""
    except ValueError:
        _log.error("the secret of portal %s was sealed with another key: enter it again", portal.slug)
        return ""
