"""« Sécurité »: the ways in, what one proves oneself with, and where one is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.accounts.factors import factors_of
from medimail.web.person import person
from medimail.web.providers import ways_in
from medimail.web.security import policy
from medimail.web.sessions.devices import here_first


@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        "has": factors_of(user),
        "mail_code": policy.applies_to(user),
        "sessions": here_first(request),
        **ways_in(user),
    }
    return render(request, "security/security.html", context)
