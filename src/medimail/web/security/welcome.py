"""What a second factor is, told once to whom the policy names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from medimail.accounts.actions import explain_second_factor
from medimail.web.methods import get_or_post
from medimail.web.own_path import on_the_way, wanted
from medimail.web.person import person

CHOICES = {"passkey": "mfa_add_webauthn", "app": "mfa_activate_totp"}


@never_cache
@get_or_post
def welcome(request: HttpRequest) -> HttpResponse:
    target = wanted(request)
    if request.method != "POST":
        return render(request, "security/welcome.html", {"next": target})
    explain_second_factor(person(request))
    chosen = CHOICES.get(request.POST.get("choice", ""))
    return redirect(on_the_way(reverse(chosen), target) if chosen else target or "home")
