"""A shared box as an administrator of its structure sees it: its members and its use, never its mail."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medimail.mailboxes.models import Role
from medimail.servicedesk import actions
from medimail.servicedesk.access import desk_of, shared_box_for
from medimail.servicedesk.errors import NobodyThere, OneSelf
from medimail.servicedesk.queries import structures as queries
from medimail.shared_boxes.access import closing_of
from medimail.usage.queries import months_of
from medimail.web.moments import spoken_full_date
from medimail.web.person import person
from medimail.web.structures.forms import PersonForm, ReasonForm
from medimail.web.structures.views import NOBODY

_ONE_SELF = "Vous administrez cette structure\u00a0: ce rôle n’ouvre aucune boîte. Nommez quelqu’un d’autre."
_TOLD = "Un message prévient les membres."


@never_cache
@require_safe
def box(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


@require_POST
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, "suspending", lambda why: _suspended(request, pk, why))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, "closing_form", lambda why: _closing(request, pk, why))


@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    actions.reactivate_shared(person(request), pk)
    messages.success(request, f"La boîte est rouverte. {_TOLD}")
    return redirect("structure_box", pk)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    actions.keep_shared(person(request), pk)
    messages.success(request, f"La boîte ne fermera pas. {_TOLD}")
    return redirect("structure_box", pk)


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            manager = actions.hand_over(person(request), pk, form.cleaned_data["address"])
        except NobodyThere:
            form.add_error("address", NOBODY)
        except OneSelf:
            form.add_error("address", _ONE_SELF)
        else:
            messages.success(request, f"{manager.full_name} gère la boîte. Un message l’en prévient.")
            return redirect("structure_box", pk)
    return _page(request, pk, naming=form)


def _suspended(request: HttpRequest, pk: int, reason: str) -> str:
    actions.suspend_shared(person(request), pk, reason)
    return f"La boîte est suspendue. {_TOLD}"


def _closing(request: HttpRequest, pk: int, reason: str) -> str:
    closing = actions.close_shared(person(request), pk, reason)
    return f"La boîte fermera le {spoken_full_date(closing.closes_on)}. {_TOLD}"


def _with_reason(request: HttpRequest, pk: int, slot: str, act: Callable[[str], str]) -> HttpResponse:
    form = ReasonForm(request.POST, auto_id=f"{slot}_%s")
    if not form.is_valid():
        return _page(request, pk, **{slot: form})
    messages.success(request, act(form.cleaned_data["reason"]))
    return redirect("structure_box", pk)


def _page(request: HttpRequest, pk: int, **bound: object) -> HttpResponse:
    user = person(request)
    found = shared_box_for(user, pk)
    members = queries.members_of(found)
    context = {
        "desk": desk_of(user),
        "box": found,
        "use": queries.use_of(found),
        "members": members,
        "managed": any(right.role == Role.MANAGER for right in members),
        "closing": closing_of(found),
        "months": months_of(found),
        "naming": PersonForm(),
        "suspending": ReasonForm(auto_id="suspending_%s"),
        "closing_days": settings.SHARED_BOX_CLOSING_DAYS,
        "closing_form": ReasonForm(auto_id="closing_form_%s"),
        **bound,
    }
    return render(request, "structures/box.html", context, status=422 if bound else 200)
