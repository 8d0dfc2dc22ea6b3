"""Where I am signed in, and the lock."""

from uuid import UUID

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medimail.accounts import actions
from medimail.accounts.models import User
from medimail.web.methods import get_or_post
from medimail.web.own_path import own_path
from medimail.web.person import person
from medimail.web.security.age import page_of, quiet
from medimail.web.security.sessions import key_of, left, row_of

ENDED = "Cet appareil est déconnecté."
ENDED_BEFORE = "Cet appareil était déjà déconnecté."
ALL_ENDED = "Vos autres appareils sont déconnectés."


@never_cache
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    return render(request, "security/devices_page.html")


@require_POST
def end_device(request: HttpRequest) -> HttpResponse:
    """Named in the form and not in the address: what is nobody's of this account has simply ended already."""
    try:
        ended = actions.end_session(person(request), UUID(request.POST.get("appareil", "")))
    except ValueError:
        ended = False
    messages.success(request, ENDED if ended else ENDED_BEFORE)
    return redirect("devices")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    actions.end_sessions(person(request), keep=key_of(request))
    messages.success(request, ALL_ENDED)
    return redirect("devices")


@never_cache
@get_or_post
def lock(request: HttpRequest) -> HttpResponse:
    """POST locks by hand; GET is what every page of a locked session becomes."""
    quiet(request)
    if request.method == "POST":
        return _lock(request)
    target = own_path(request.GET.get("next", ""))
    if left(request):
        return redirect(target or "home")
    session = row_of(request)
    context = {"next": target, "by_hand": bool(session and session.locked_at), "idle": settings.SESSION_IDLE_MINUTES}
    return render(request, "security/locked.html", context)


def _lock(request: HttpRequest) -> HttpResponse:
    if session := row_of(request):
        actions.lock(session)
    # What was proved before the lock opens nothing after it.
    records = get_authentication_records(request, person(request))
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [{**one, "at": 0} for one in records]
    return redirect(f"{reverse('lock')}?{urlencode({'next': page_of(request)})}")


@never_cache
@require_safe
@login_not_required
def lock_left(request: HttpRequest) -> HttpResponse:
    """Seconds until this session locks, for the page that waits for it. `actif`: its person is typing."""
    if "actif" not in request.GET:
        quiet(request)
    remains = left(request) if isinstance(request.user, User) else None
    return HttpResponse(str(round(remains.total_seconds())) if remains else "0", content_type="text/plain")
