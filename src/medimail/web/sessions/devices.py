"""Where I am signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medimail.accounts import actions
from medimail.accounts.models import Session
from medimail.accounts.queries import sessions_of
from medimail.web.person import person
from medimail.web.sessions.session import key_of, row_of

ENDED = "Cet appareil est déconnecté."
ENDED_BEFORE = "Cet appareil était déjà déconnecté."
ALL_ENDED = "Vos autres appareils sont déconnectés."


@never_cache
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    return render(request, "sessions/devices_page.html", {"sessions": here_first(request)})


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


def here_first(request: HttpRequest) -> list[Session]:
    """All sessions of this person, that of this page before the others."""
    here = row_of(request)
    return sorted(sessions_of(person(request)), key=lambda one: here is None or one.pk != here.pk)
