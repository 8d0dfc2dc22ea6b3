"""Asked again before what cannot be undone: a window left open must not be enough."""

import re
import time
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve, reverse

from medimail.web.own_path import on_the_way, wanted
from medimail.web.person import person
from medimail.web.sessions.session import left

KEPT = "asked_again"
"""In the session: what was posted when the question came, to go on with."""
_NEVER_KEPT = re.compile("password|credential|secret|^code$")
_P = ParamSpec("_P")


def asks_again(
    view: Callable[Concatenate[HttpRequest, _P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
    """For people signed in: goes on when they proved themselves a moment ago, by signing in or here."""

    def asked(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if proved_recently(request) else ask(request)

    return update_wrapper(asked, view)


def proved_recently(request: HttpRequest) -> bool:
    """Of this session, in any way: allauth's own test says yes to whoever has no password."""
    records = get_authentication_records(request, person(request))
    limit = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    # Of a locked session nothing is believed, however recent.
    return bool(left(request)) and any(record.get("at", 0) > limit for record in records)


def ask(request: HttpRequest) -> HttpResponse:
    # What an earlier question left behind must never be done under the name of this one.
    request.session.pop(KEPT, None)
    target = request.get_full_path()
    if request.method == "POST" and not any(map(_NEVER_KEPT.search, request.POST)):
        target = request.path
        request.session[KEPT] = {"path": target, "posted": request.POST.urlencode()}
    page = on_the_way(reverse("account_reauthenticate"), target)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": page})
    return redirect(page)


def go_on(request: HttpRequest) -> HttpResponse:
    target = wanted(request)
    kept: dict[str, Any] = request.session.pop(KEPT, {})
    if kept.get("path") != target or not target:
        return redirect(target or "mfa_index")
    match = resolve(target)
    request.method, request.path, request.path_info = "POST", target, target
    request.POST, request.GET = QueryDict(kept["posted"]), QueryDict()
    request.META["QUERY_STRING"] = ""
    request.resolver_match = match
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response
