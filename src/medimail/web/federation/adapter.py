"""Where django-allauth asks this house about Pro Santé Connect and the portals."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings

from medimail.accounts.identity import PSC
from medimail.accounts.models import Portal
from medimail.accounts.queries import portals


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self,
        request: Any,  # noqa: ANN401, ARG002 (allauth's signature)
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """Pro Santé Connect from the settings, portals from their table; allauth's own table stays empty."""
        if provider == PSC:
            return [_psc()] if settings.PSC_DISCOVERY else []
        return [_portal(one) for one in portals(slug=client_id or provider or "")]


def _psc() -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=PSC,
        name="Pro Santé Connect",
        client_id=settings.PSC_CLIENT_ID,
        secret=settings.PSC_CLIENT_SECRET,
        settings={"server_url": settings.PSC_DISCOVERY},
    )


def _portal(portal: Portal) -> SocialApp:
    raise NotImplementedError(portal)
