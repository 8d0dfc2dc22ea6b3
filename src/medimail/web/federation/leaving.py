"""The step out of this house to a provider."""

from typing import Protocol

from allauth.core import ratelimit
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from medimail.lib.refused import Refused
from medimail.web.errors import too_many
from medimail.web.federation.refusals import turned_away
from medimail.web.own_path import own_path

_FOR_THE_SIGNED_IN = {AuthProcess.CONNECT, AuthProcess.REDIRECT}


class Provider(Protocol):
    name: str

    @property
    def sub_id(self) -> str: ...

    def leave(self, request: HttpRequest, process: str, next_url: str) -> str:
        """The address to send this browser to. Raises `Refused`. Nothing a visitor wrote becomes part of it."""


def started(request: HttpRequest, provider: Provider) -> HttpResponse:
    process = request.POST.get("process", AuthProcess.LOGIN)
    inside = request.user.is_authenticated and process in _FOR_THE_SIGNED_IN
    if request.method != "POST" or not (inside or process == AuthProcess.LOGIN):
        return redirect("account_login")
    if not ratelimit.consume(request, action="provider_start"):
        return too_many(request)
    try:
        url = provider.leave(request, process, own_path(request.POST.get("next", "")))
    except Refused as refusal:
        return turned_away(request, refusal.reason, means=provider.sub_id, name=provider.name)
    return leaving(request, url, provider.name)


def leaving(request: HttpRequest, url: str, name: str, said: str = "") -> HttpResponse:
    """A page and no redirection: browsers forbid those after a form whose policy says `form-action 'self'`."""
    page = render(request, "federation/leaving.html", {"url": url, "name": name, "said": said})
    page["Cache-Control"] = "no-store"  # the address carries a state that serves once
    return page
