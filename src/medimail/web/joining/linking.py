"""An outside identity becomes a way into the account of the person who is signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from medimail.accounts.identity import Identity
from medimail.lib.psc import Professional


def answer(request: HttpRequest, identity: Identity, professional: Professional | None) -> HttpResponse:
    """Links at once: the person asked for it while signed in, and came back from the provider."""
    messages.info(request, f"{identity.provider} {professional is not None}")
    return redirect("home")
