"""Out to a provider of OpenID Connect, and back."""

from typing import Any

from allauth.core.internal import ratelimit  # the public door counts no GET
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.lib.refused import Refused
from medimail.web.errors import too_many
from medimail.web.federation.leaving import started
from medimail.web.federation.oidc.provider import Adapter, OpenIDConnect
from medimail.web.federation.refusals import turned_away


@login_not_required
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    return started(request, _provider(request, provider_id))


class Callback(OAuth2CallbackView):
    adapter: Adapter

    def _get_state(self, request: HttpRequest, provider: OpenIDConnect) -> tuple[dict[str, Any] | None, HttpResponse]:
        """Kept for the checks that django-allauth leaves to us."""
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


@login_not_required
@never_cache
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    provider = _provider(request, provider_id)
    # Each answer that nobody asked for leaves a trace for ever.
    if not ratelimit.consume(request, app="allauth.account", action="portal_answer", limit_get=True):
        return too_many(request)
    try:
        view = Callback.adapter_view(provider.get_oauth2_adapter(request))  # type: ignore[no-untyped-call]
        response: HttpResponse = view(request)
    except Refused as refusal:
        return turned_away(request, refusal.reason, means=provider_id, name=provider.name)
    return response


def _provider(request: HttpRequest, provider_id: str) -> OpenIDConnect:
    """Raises `SocialApp.DoesNotExist`, for a portal that speaks SAML too."""
    provider = get_adapter(request).get_provider(request, provider=provider_id)
    if not isinstance(provider, OpenIDConnect):
        raise SocialApp.DoesNotExist
    return provider
