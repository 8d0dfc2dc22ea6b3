"""« Sécurité »: what one proves oneself with, added and removed by oneself."""

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from medimail.accounts import actions
from medimail.accounts.factors import factors_of, passkey_of
from medimail.accounts.models import User
from medimail.web.methods import get_or_post
from medimail.web.own_path import own_path
from medimail.web.person import person
from medimail.web.providers import ways_in
from medimail.web.security import passkeys, policy
from medimail.web.security.again import asks_again
from medimail.web.security.forms import Code, KeyName, NewPasskey
from medimail.web.security.tries import WRONG
from medimail.web.sessions.devices import here_first
from medimail.web.sessions.session import key_of

SECRET_OF_NEW_APP = "new_app"  # noqa: S105 (a name)
"""In the session, sealed: the secret shown as a picture, until a code proves that it was read."""
KEY_ADDED = "Votre clé d’accès est prête."
APP_ADDED = "Votre application est prête."
KEY_REMOVED = "La clé d’accès est retirée\u00a0: elle n’ouvre plus votre compte."
APP_REMOVED = "L’application est retirée\u00a0: ses codes n’ouvrent plus votre compte."
NAMED = "Le nom de la clé est changé."


@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        "has": factors_of(user),
        "mail_code": policy.names(user),
        "sessions": here_first(request),
        **ways_in(user),
    }
    return render(request, "security/security.html", context)


@never_cache
@get_or_post
@asks_again
def add_passkey(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = NewPasskey(request.POST if request.method == "POST" else None, initial={"name": _next_name(user)})
    if form.is_valid():
        name = form.cleaned_data["name"] or _next_name(user)
        actions.add_passkey(user, name, form.cleaned_data["credential"])
        return _added(request, user, KEY_ADDED)
    context = {"form": form, "question": passkeys.creation(user), "next": _wanted(request)}
    return render(request, "security/add_passkey.html", context, status=422 if form.is_bound else 200)


@never_cache
@get_or_post
@asks_again
def name_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    passkey = passkey_of(person(request), pk)
    form = KeyName(request.POST if request.method == "POST" else None, initial={"name": passkey.name})
    if not form.is_valid():
        context = {"form": form, "passkey": passkey}
        return render(request, "security/name_passkey.html", context, status=422 if form.is_bound else 200)
    actions.name_passkey(person(request), pk, form.cleaned_data["name"])
    messages.success(request, NAMED)
    return redirect("mfa_index")


@never_cache
@get_or_post
@asks_again
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    user = person(request)
    passkey = passkey_of(user, pk)
    if request.method != "POST":
        has = factors_of(user)
        last = len(has.passkeys) == 1 and not has.app
        return render(request, "security/remove.html", {"passkey": passkey, "last": last})
    actions.remove_factor(user, pk, keep=key_of(request))
    messages.success(request, KEY_REMOVED)
    return redirect("mfa_index")


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
            del request.session[SECRET_OF_NEW_APP]
            return _added(request, user, APP_ADDED)
        form.add_error("code", WRONG)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    context = {"form": form, "picture": _picture(user, secret), "secret": groups, "next": _wanted(request)}
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
    messages.success(request, APP_REMOVED)
    return redirect("mfa_index")


@never_cache
@get_or_post
@asks_again
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown by a GET of a page that is never kept: whoever loses it makes new ones."""
    user = person(request)
    if not factors_of(user).recovery:
        return redirect("mfa_index")
    codes = actions.show_recovery_codes(user)
    sheet = "\r\n".join(["Codes de secours Medimail. Chacun sert une seule fois.", "", *codes, ""])
    context = {"codes": codes, "sheet": base64.b64encode(sheet.encode()).decode(), "next": _wanted(request)}
    return render(request, "security/recovery_codes.html", {**context, "has": factors_of(user)})


@never_cache
@get_or_post
@asks_again
def renew_codes(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if request.method != "POST":
        return render(request, "security/renew_codes.html", {"has": factors_of(user)})
    actions.renew_recovery_codes(user)
    return redirect("mfa_view_recovery_codes")


def _added(request: HttpRequest, user: User, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    wanted = _wanted(request)
    if factors_of(user).codes_shown:
        return redirect(wanted or "mfa_index")
    page = reverse("mfa_view_recovery_codes")
    return redirect(f"{page}?{urlencode({'next': wanted})}" if wanted else page)


def _wanted(request: HttpRequest) -> str:
    return own_path(request.POST.get("next", "") or request.GET.get("next", ""))


def _next_name(user: User) -> str:
    number = len(factors_of(user).passkeys) + 1
    return "Clé d’accès" if number == 1 else f"Clé d’accès {number}"


def _secret(request: HttpRequest) -> str:
    """A new one for each time the page is opened; the same one while its code is being typed."""
    kept = request.session.get(SECRET_OF_NEW_APP)
    if request.method != "POST" or not kept:
        kept = request.session[SECRET_OF_NEW_APP] = encrypt(generate_totp_secret())
    return decrypt(kept)


def _picture(user: User, secret: str) -> str:
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
