"""A portal tells that somebody signed out there."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.lib.saml.sign_out import read
from medimail.web.federation.saml.views import provider_of


@never_cache
@login_not_required
@require_safe
def sign_out(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Ends the session that this portal opened, and no other; what is not signed by it changes nothing."""
    provider = provider_of(request, organization_slug)
    try:
        back = read(request.META["QUERY_STRING"], provider.service, provider.portal)
    except ValueError:
        return redirect("home")
    records = get_authentication_records(request, request.user) if request.user.is_authenticated else []
    if any(one.get("provider") == organization_slug for one in records):
        get_adapter(request).logout(request)
    return HttpResponseRedirect(back) if back else redirect("account_login")
