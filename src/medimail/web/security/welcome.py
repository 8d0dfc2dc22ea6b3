"""What a second factor is, told once to whom the policy names."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from medimail.accounts.actions import explain_second_factor
from medimail.web.methods import get_or_post
from medimail.web.own_path import own_path
from medimail.web.person import person

CHOICES = {"passkey": "mfa_add_webauthn", "app": "mfa_activate_totp"}


@never_cache
@get_or_post
def welcome(request: HttpRequest) -> HttpResponse:
    wanted = own_path(request.POST.get("next", "") or request.GET.get("next", ""))
    if request.method != "POST":
        return render(request, "security/welcome.html", {"next": wanted})
    explain_second_factor(person(request))
    chosen = CHOICES.get(request.POST.get("choice", ""))
    if not chosen:
        return redirect(wanted or "home")
    return redirect(f"{reverse(chosen)}?{urlencode({'next': wanted})}" if wanted else reverse(chosen))
