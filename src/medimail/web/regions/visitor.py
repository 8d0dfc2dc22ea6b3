"""What a browser remembers of its visitor: the region they chose, and the notices they closed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse

from medimail.accounts.models import Profile, User
from medimail.lib import nomenclature
from medimail.web.own_path import own_path

REGION, CLOSED = "region", "avis"
A_YEAR = 365 * 24 * 3600
CLOSED_KEPT = 20
# These addresses take posts alone, and answer a mistake with the page it was made on.
_PAGE_BEFORE = {"resend_confirmation": "account_email_verification_sent", "number_check": "profile"}
Pairs = list[tuple[int, int]]
"""(notice, version) of each notice closed."""


def profile_region(request: HttpRequest) -> str:
    """The region this person has typed, which no choice on a page overrides."""
    if not isinstance(request.user, User):
        return ""
    profile: Profile | None = getattr(request.user, "profile", None)
    return profile.region_code if profile else ""


def region_of(request: HttpRequest) -> str:
    return profile_region(request) or known_region(request.COOKIES.get(REGION, ""))


def known_region(code: str) -> str:
    return code if nomenclature.region(code) else ""


def remember_region(response: HttpResponse, code: str) -> None:
    _remember(response, REGION, code)


def closed_notices(request: HttpRequest) -> Pairs:
    """(notice, version), as `12.1-15.3`; what another hand wrote into the cookie is passed over."""
    pairs = (pair.split(".") for pair in request.COOKIES.get(CLOSED, "").split("-"))
    found = [(pair[0], pair[1]) for pair in pairs if len(pair) == 2 and all(is_small_number(part) for part in pair)]
    return [(int(pk), int(version)) for pk, version in found[-CLOSED_KEPT:]]


def remember_closed(response: HttpResponse, closed: Pairs) -> None:
    _remember(response, CLOSED, "-".join(f"{pk}.{version}" for pk, version in closed[-CLOSED_KEPT:]))


def back_to(request: HttpRequest) -> str:
    """Where the visitor was."""
    path = own_path(request.POST.get("next", "")) or "/"
    page = _PAGE_BEFORE.get(screen_of(path))
    return reverse(page) if page else path


def screen_of(path: str) -> str:
    """The name of the page at this path; empty when there is none."""
    try:
        return resolve(path.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


def is_small_number(part: str) -> bool:
    """Fits PostgreSQL's integer, so that a forged cookie cannot break a page."""
    return part.isascii() and part.isdigit() and len(part) <= 9


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
