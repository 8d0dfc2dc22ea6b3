"""Recovery codes: shown once, made anew."""

import base64

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from medimail.accounts import actions
from medimail.accounts.factors import factors_of
from medimail.accounts.models import User
from medimail.web.methods import get_or_post
from medimail.web.own_path import on_the_way, wanted
from medimail.web.person import person
from medimail.web.security.again import asks_again


@never_cache
@get_or_post
@asks_again
def show(request: HttpRequest) -> HttpResponse:
    """Shown by a GET of a page that is never kept: whoever loses it makes new ones."""
    user = person(request)
    if not factors_of(user).recovery:
        return redirect("mfa_index")
    codes = actions.show_recovery_codes(user)
    sheet = "\r\n".join(["Codes de secours Medimail. Chacun sert une seule fois.", "", *codes, ""])
    context = {"codes": codes, "sheet": base64.b64encode(sheet.encode()).decode(), "next": wanted(request)}
    return render(request, "security/recovery_codes.html", {**context, "has": factors_of(user)})


@never_cache
@get_or_post
@asks_again
def renew(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if request.method != "POST":
        return render(request, "security/renew_codes.html", {"has": factors_of(user)})
    actions.renew_recovery_codes(user)
    return redirect("mfa_view_recovery_codes")


def go_on(request: HttpRequest, user: User, sentence: str) -> HttpResponse:
    """After a factor was added: by the codes, when they were not shown yet."""
    messages.success(request, sentence)
    target = wanted(request)
    if factors_of(user).codes_shown:
        return redirect(target or "mfa_index")
    return redirect(on_the_way(reverse("mfa_view_recovery_codes"), target))
