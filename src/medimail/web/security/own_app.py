"""An application of codes (TOTP, RFC 6238), added and removed by its person."""

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from medimail.accounts import actions
from medimail.accounts.factors import factors_of
from medimail.accounts.models import User
from medimail.web.methods import get_or_post
from medimail.web.own_path import wanted
from medimail.web.person import person
from medimail.web.security.again import asks_again
from medimail.web.security.forms import Code
from medimail.web.security.recovery_codes import go_on
from medimail.web.security.tries import WRONG
from medimail.web.sessions.session import key_of

_NEW = "new_app"
"""In the session, sealed: the secret shown as a picture, until a code proves that it was read."""
ADDED = "Votre application est prête."
REMOVED = "L’application est retirée\u00a0: ses codes n’ouvrent plus votre compte."


@never_cache
@get_or_post
@sensitive_post_parameters("code")
@asks_again
def add_app(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if factors_of(user).app:
        return redirect("mfa_index")
    form = Code(request.POST if request.method == "POST" else None)
    secret = _secret(request)
    if form.is_valid():
        if actions.add_app(user, secret, form.cleaned_data["code"]):
            del request.session[_NEW]
            return go_on(request, user, ADDED)
        form.add_error("code", WRONG)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    context = {"form": form, "picture": _picture(user, secret), "secret": groups, "next": wanted(request)}
    return render(request, "security/add_app.html", context, status=422 if form.is_bound else 200)


@never_cache
@get_or_post
@asks_again
def remove_app(request: HttpRequest) -> HttpResponse:
    user = person(request)
    has = factors_of(user)
    if not has.app:
        return redirect("mfa_index")
    if request.method != "POST":
        return render(request, "security/remove.html", {"last": not has.passkeys})
    actions.remove_factor(user, has.app.pk, keep=key_of(request))
    messages.success(request, REMOVED)
    return redirect("mfa_index")


def _secret(request: HttpRequest) -> str:
    """A new one for each time the page is opened; the same one while its code is being typed."""
    kept = request.session.get(_NEW)
    if request.method != "POST" or not kept:
        kept = request.session[_NEW] = encrypt(generate_totp_secret())
    return decrypt(kept)


def _picture(user: User, secret: str) -> str:
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
