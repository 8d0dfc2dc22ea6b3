"""The lock: by hand, and when a session is left alone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.accounts import actions
from medimail.accounts.models import User
from medimail.web.methods import get_or_post
from medimail.web.own_path import wanted
from medimail.web.person import person
from medimail.web.security import confirming
from medimail.web.sessions.age import locked, quiet
from medimail.web.sessions.session import left, row_of


@never_cache
@get_or_post
def lock(request: HttpRequest) -> HttpResponse:
    """POST locks by hand; GET is what every page of a locked session becomes."""
    quiet(request)
    session = row_of(request)
    if request.method == "POST" and session:
        actions.lock(session)
        return locked(request)
    if left(request):
        return redirect(wanted(request) or "home")
    return confirming.page(request, person(request))


@never_cache
@require_safe
@login_not_required
def lock_left(request: HttpRequest) -> HttpResponse:
    """Seconds until this session locks, for the page that waits for it. `actif`: its person is typing."""
    if "actif" not in request.GET:
        quiet(request)
    remains = left(request) if isinstance(request.user, User) else None
    return HttpResponse(str(round(remains.total_seconds())) if remains else "0", content_type="text/plain")
