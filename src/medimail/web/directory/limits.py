"""How much one person may read of the directory. Nobody's work needs a copy of it."""

# The public `consume` counts no GET; that of the same library below it may be told to.
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from medimail.directory.actions import note_reading
from medimail.web.person import person


def may_read(request: HttpRequest, what: str) -> bool:
    """`what`: a line of ACCOUNT_RATE_LIMITS.

    Looking up a correspondent is daily work and leaves no trace: traces stay for years, and would say who asked about
    whom. What leaves one, once an hour and person, is reading much, and reading too much.
    """
    allowed = _counted(request, what)
    if not allowed:
        _note(request, "directory.too_many")
    elif not _counted(request, "recipients_much" if what == "recipients" else "directory_much"):
        _note(request, "directory.read_much")
    return allowed


def too_many(request: HttpRequest, page: str = "directory/too_many.html", **context: object) -> HttpResponse:
    response = render(request, page, context, status=429)
    response.headers["Retry-After"] = "60"
    return response


def _note(request: HttpRequest, how: str) -> None:
    user = person(request)
    if _counted(request, "directory_noted", key=f"{user.pk} {how}"):
        note_reading(user, how)


def _counted(request: HttpRequest, what: str, key: str | None = None) -> bool:
    return bool(ratelimit.consume(request, app="allauth.account", action=what, key=key, limit_get=True))
