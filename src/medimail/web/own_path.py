"""Where somebody was going, carried from page to page as `next`."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_path(target: str) -> str:
    """The path when it is one of this house, else nothing: what travels through a browser may lead elsewhere."""
    return target if target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None) else ""


def wanted(request: HttpRequest) -> str:
    return own_path(request.POST.get("next", "") or request.GET.get("next", ""))


def on_the_way(page: str, target: str) -> str:
    """The address of `page` for somebody who goes on to `target`."""
    return f"{page}?{urlencode({'next': target})}" if target else page
