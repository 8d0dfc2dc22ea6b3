"""Where django-allauth asks this house about Pro Santé Connect and the portals."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.base.provider import Provider
from django.conf import settings
from django.http import HttpRequest

from medimail.accounts.identity import PSC
from medimail.accounts.queries import portals
from medimail.web.federation import registrations
from medimail.web.federation.decisions import decided
from medimail.web.federation.refusals import turned_away


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self,
        request: HttpRequest,
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """Pro Santé Connect from the settings, portals from their table; allauth's own table stays empty."""
        if provider == PSC:
            return [registrations.psc()] if settings.PSC_DISCOVERY else []
        return [registrations.app_of(one) for one in portals(slug=client_id or provider or "")]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        sociallogin.token = None  # or a sign-in that waits for its second factor would keep it in the session
        if answer := decided(request, sociallogin):
            raise ImmediateHttpResponse(answer)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Provider,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """No error page of allauth's is shown."""
        reason = getattr(exception, "reason", "") or _reason(error, extra_context or {})
        raise ImmediateHttpResponse(turned_away(request, reason, means=provider.sub_id, name=provider.name))


def _reason(error: str | None, context: dict[str, Any]) -> str:
    """No state: this browser did not ask, or not lately, or not twice."""
    if not context.get("state"):
        return "wrong_state"
    return "cancelled" if error == AuthError.CANCELLED else "provider_down"
