"""Passkeys, added, named and removed by their person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from medimail.accounts import actions
from medimail.accounts.factors import factors_of, passkey_of
from medimail.accounts.models import User
from medimail.web.methods import get_or_post
from medimail.web.own_path import wanted
from medimail.web.person import person
from medimail.web.security import passkeys
from medimail.web.security.again import asks_again
from medimail.web.security.forms import KeyName, NewPasskey
from medimail.web.security.recovery_codes import go_on
from medimail.web.sessions.session import key_of

ADDED = "Votre clé d’accès est prête."
REMOVED = "La clé d’accès est retirée\u00a0: elle n’ouvre plus votre compte."
NAMED = "Le nom de la clé est changé."


@never_cache
@get_or_post
@asks_again
def add_passkey(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = NewPasskey(request.POST if request.method == "POST" else None, initial={"name": _next_name(user)})
    if form.is_valid():
        name = form.cleaned_data["name"] or _next_name(user)
        actions.add_passkey(user, name, form.cleaned_data["credential"])
        return go_on(request, user, ADDED)
    context = {"form": form, "question": passkeys.creation(user), "next": wanted(request)}
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
    messages.success(request, REMOVED)
    return redirect("mfa_index")


def _next_name(user: User) -> str:
    number = len(factors_of(user).passkeys) + 1
    return "Clé d’accès" if number == 1 else f"Clé d’accès {number}"
