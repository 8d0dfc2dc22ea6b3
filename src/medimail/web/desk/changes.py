"""A holder wishes to change what was checked: old and new side by side, and the decision."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.accounts.errors import NumberTaken
from medimail.enrolment.models import ProfileChange
from medimail.mailboxes.errors import NoDomain
from medimail.servicedesk import actions, queries
from medimail.servicedesk.access import change_for, changes_for, desk_of
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince
from medimail.web.desk import sentences
from medimail.web.desk.attempt import explain, read
from medimail.web.desk.forms import ChangeRefusalForm
from medimail.web.differences import compared
from medimail.web.methods import get_or_post
from medimail.web.person import person


@never_cache
@require_safe
def change(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, pk, ChangeRefusalForm())


def _show(request: HttpRequest, pk: int, form: ChangeRefusalForm) -> HttpResponse:
    user = person(request)
    found = change_for(user, pk)
    state = ProfileChange.State(found.state)
    context = {
        "desk": desk_of(user),
        "change": found,
        "row": queries.change_rows(changes_for(user).filter(pk=pk))[0],
        "differences": compared(found.user, found),
        "open": state == ProfileChange.State.WAITING,
        "standing": sentences.CHANGE_STANDING[state],
        "form": form,
    }
    return render(request, "desk/change.html", context, status=422 if form.is_bound else 200)


@get_or_post
def accept_change(request: HttpRequest, pk: int) -> HttpResponse:
    name = change_for(person(request), pk).user.full_name
    if request.method != "POST":
        return redirect("change", pk)

    def act() -> str:
        box = actions.accept_change(person(request), pk, read=read(request))
        opened = f" La boîte {box.address} est ouverte." if box else ""
        return f"La modification du profil de {name} est acceptée.{opened} Un message l’en prévient."

    return _attempt(request, pk, act)


@get_or_post
def refuse_change(request: HttpRequest, pk: int) -> HttpResponse:
    name = change_for(person(request), pk).user.full_name
    if request.method != "POST":
        return redirect("change", pk)
    form = ChangeRefusalForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form)

    def act() -> str:
        actions.refuse_change(person(request), pk, form.cleaned_data["reason"], read=read(request))
        return f"La modification du profil de {name} est refusée. La personne reçoit vos explications par mail."

    return _attempt(request, pk, act)


def _attempt(request: HttpRequest, pk: int, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except AlreadyDecided as decided:
        messages.warning(request, sentences.change_too_late(decided.state, decided.by))
    except (ChangedSince, NumberTaken, NoDomain) as problem:
        explain(request, problem)
    else:
        return redirect("queue")
    return redirect("change", pk)
