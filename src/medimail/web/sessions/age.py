"""A session left alone is locked; one that is over is said to be so."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRefresh

from medimail.accounts.actions import seen
from medimail.accounts.session_store import SessionStore
from medimail.web.own_path import on_the_way, own_path
from medimail.web.sessions.session import left

ENDED = (
    f"Vous êtes déconnecté. Une session dure au plus {settings.SESSION_HOURS}\u00a0heures, et se ferme aussi depuis "
    "un autre appareil ou quand le mot de passe change. Connectez-vous pour continuer."
)
# What unlocks, what leaves, and what shows nobody's mail.
OPEN = {"lock", "lock_left", "account_reauthenticate", "account_logout", "choose_region", "healthz"} | {
    *("openid_connect_callback", "saml_acs", "saml_finish_acs", "saml_sls", "saml_metadata")
}
STARTS = {"openid_connect_login", "saml_login"}
_ACTIVE = "medimail.active"
Next = Callable[[HttpRequest], HttpResponse]


def quiet(request: HttpRequest) -> None:
    """A page that asks by itself is no activity of its person."""
    request.META.pop(_ACTIVE, None)


class AgeMiddleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        brought = settings.SESSION_COOKIE_NAME in request.COOKIES
        response = self.get_response(request)
        session = cast("SessionStore", request.session).row
        if session and _ACTIVE in request.META:
            seen(session)
        # Whoever signs out loses the cookie too: one that opens nothing is of a session ended otherwise.
        to_sign_in = response.headers.get("Location", "").startswith(f"{reverse(settings.LOGIN_URL)}?next=")
        return _ended(request, response) if brought and session is None and to_sign_in else response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        named = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated:
            return None
        if left(request):
            request.META[_ACTIVE] = True
            return None
        # Proving oneself is open. Linking, or signing in as somebody else, is not what a locked session is for.
        proving = named in STARTS and request.POST.get("process") == "redirect"
        return None if proving or named in OPEN else locked(request)


def _ended(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    messages.warning(request, ENDED)
    part = request.headers.get("HX-Request") and request.method == "GET"
    return HttpResponseClientRefresh() if part else response


def locked(request: HttpRequest) -> HttpResponse:
    """A part of a page makes the whole page load again, so that no mail stays on the screen.

    Of a form the page stays: what was typed is in it, files too.
    """
    if request.headers.get("HX-Request") and request.method == "GET":
        return HttpResponseClientRefresh()
    return redirect(on_the_way(reverse("lock"), page_of(request) or reverse("home")))


def page_of(request: HttpRequest) -> str:
    """The page a person looks at: the one asked for, or the one that asks for a part or posts a form."""
    if request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "document") == "document":
        return request.get_full_path()
    try:
        asking = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # anything may stand there
        return ""
    same = asking.netloc == request.get_host()
    return own_path(f"{asking.path}?{asking.query}".rstrip("?")) if same else ""
