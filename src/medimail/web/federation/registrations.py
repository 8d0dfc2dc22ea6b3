"""What each provider and this house agreed on, as django-allauth wants it told."""

import logging

from allauth.socialaccount.models import SocialApp
from django.conf import settings

from medimail.accounts.identity import PSC
from medimail.accounts.models import Portal
from medimail.lib.oidc import issuer_of
from medimail.lib.sealing import Sealed
from medimail.web.providers import PSC_NAME

_log = logging.getLogger(__name__)


def psc() -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=PSC,
        name=PSC_NAME,
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


def app_of(portal: Portal) -> SocialApp:
    return _saml(portal) if portal.protocol == Portal.Protocol.SAML else _oidc(portal)


def _saml(portal: Portal) -> SocialApp:
    return SocialApp(
        provider="saml",
        provider_id=portal.slug,
        client_id=portal.slug,
        name=portal.name,
        settings={"issuer": portal.issuer, "metadata": portal.metadata, "strong": portal.strong},
    )


def _oidc(portal: Portal) -> SocialApp:
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
            "strong": portal.strong,
        },
    )


def _opened(portal: Portal) -> str:
    try:
        return Sealed(settings.SEALING_KEY).open(portal.client_secret) if portal.client_secret else ""
    except ValueError:
        _log.error("the secret of portal %s was sealed with another key: enter it again", portal.slug)
        return ""
