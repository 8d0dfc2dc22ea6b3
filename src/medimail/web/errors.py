"""Pages for what went wrong. They touch neither the session nor the database, which may be the cause."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRefresh


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return render(request, f"errors/{name}.html", status=status)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened before signing in or out elsewhere. What was typed waits in the browser (keep.js)."""
    return _page(request, "stale", 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, SessionInterrupted):  # ended from elsewhere while this request was at work
        return HttpResponseClientRefresh() if request.headers.get("HX-Request") else redirect("home")
    if isinstance(exception, RequestDataTooBig):
        return _page(request, "too_big", 413)
    return _page(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "forbidden", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "not_found", 404)


def too_many(request: HttpRequest) -> HttpResponse:
    return _page(request, "too_many", 429)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, "server_error", 500)
