"""Somebody whom a provider vouches for and whom no account knows yet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from medimail.accounts.identity import Identity
from medimail.lib.psc import Professional


def unknown(request: HttpRequest, identity: Identity, professional: Professional | None) -> HttpResponse:
    """Pro Santé Connect leads to the sign-up, a portal to signing in once and consenting."""
    messages.info(request, f"{identity.provider} {professional is not None}")
    return redirect("account_login")
