"""Out to a provider of OpenID Connect, and back."""

from typing import Any

from allauth.core.internal import ratelimit  # the public door counts no GET
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.lib import oidc
from medimail.web.errors import too_many
from medimail.web.federation.leaving import leaving
from medimail.web.federation.oidc.provider import Adapter, OpenIDConnect
from medimail.web.federation.refusals import turned_away
from medimail.web.own_path import own_path

_FOR_THE_SIGNED_IN = {AuthProcess.CONNECT, AuthProcess.REDIRECT}


@login_not_required
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    process = request.POST.get("process", AuthProcess.LOGIN)
    inside = request.user.is_authenticated and process in _FOR_THE_SIGNED_IN
    if request.method != "POST" or not (inside or process == AuthProcess.LOGIN):
        return redirect("account_login")
    provider = _provider(request, provider_id)
    try:
        url = provider.leave(request, process, own_path(request.POST.get("next", "")))
    except oidc.Refused as refusal:
        return turned_away(request, refusal.reason, means=provider_id, name=provider.name)
    return leaving(request, url, provider.name)


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
    except oidc.Refused as refusal:
        return turned_away(request, refusal.reason, means=provider_id, name=provider.name)
    return response


def _provider(request: HttpRequest, provider_id: str) -> OpenIDConnect:
    """Raises `SocialApp.DoesNotExist`, for a portal that speaks SAML too."""
    provider = get_adapter(request).get_provider(request, provider=provider_id)
    if not isinstance(provider, OpenIDConnect):
        raise SocialApp.DoesNotExist
    return provider
