"""The step out of this house to a provider."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def leaving(request: HttpRequest, url: str, name: str, said: str = "") -> HttpResponse:
    """A page and no redirection: browsers forbid those after a form whose policy says `form-action 'self'`."""
    page = render(request, "federation/leaving.html", {"url": url, "name": name, "said": said})
    page["Cache-Control"] = "no-store"  # the address carries a state that serves once
    return page
