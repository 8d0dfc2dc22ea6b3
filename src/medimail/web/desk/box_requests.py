"""Requests for shared boxes: who waits, one request whole, and the decision."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.mailboxes.errors import AddressTaken, NoDomain
from medimail.servicedesk import actions, queries
from medimail.servicedesk.access import box_request_for, box_requests_for, desk_of
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince, StructureElsewhere
from medimail.servicedesk.queries.delays import LATE_HOURS, OVERDUE_HOURS
from medimail.shared_boxes.models import BoxRequest
from medimail.web.desk import sentences
from medimail.web.desk.attempt import read
from medimail.web.desk.forms import BoxNameForm, BoxQuestionForm, BoxRefusalForm
from medimail.web.methods import get_or_post
from medimail.web.person import person

State = BoxRequest.State
_LIMITS = {"late_hours": LATE_HOURS, "overdue_hours": OVERDUE_HOURS}
_TAKEN = "Cette adresse est déjà donnée. Choisissez un autre nom\u00a0: rien n’a été décidé."


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        "desk": desk_of(user),
        "tab": "boxes",
        "waiting": queries.box_requests(user, State.WAITING),
        "asked": queries.box_requests(user, State.ASKED),
        "decided": [(one, sentences.BOX_TAGS[State(one.state)]) for one in queries.decided_boxes(user)],
        **_LIMITS,
    }
    return render(request, "desk/boxes.html", context)


@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, pk)


def _show(request: HttpRequest, pk: int, **bound: forms.Form) -> HttpResponse:
    """`bound`: the form that was refused, under its name in the page."""
    user = person(request)
    found = box_request_for(user, pk)
    context = {
        "desk": desk_of(user),
        "wanted": found,
        "row": queries.box_rows(box_requests_for(user).filter(pk=pk))[0],
        "open": found.state == State.WAITING,
        "standing": sentences.BOX_STANDING[State(found.state)],
        "naming": BoxNameForm(initial={"local_part": found.local_part}),
        "question": BoxQuestionForm(),
        "refusal": BoxRefusalForm(),
        **_LIMITS,
        **bound,
    }
    return render(request, "desk/box_request.html", context, status=422 if bound else 200)


@get_or_post
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    form = BoxNameForm(request.POST)

    def act() -> str:
        box = actions.accept_box(person(request), pk, form.cleaned_data["local_part"], read=read(request))
        return f"La boîte partagée {box.address} est ouverte. Un message prévient son gestionnaire."

    return _answered(request, pk, "naming", form, act)


@get_or_post
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    form = BoxRefusalForm(request.POST)

    def act() -> str:
        actions.refuse_box(person(request), pk, form.cleaned_data["reason"], read=read(request))
        return "La demande est refusée. La personne reçoit vos explications par mail."

    return _answered(request, pk, "refusal", form, act)


@get_or_post
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    form = BoxQuestionForm(request.POST)

    def act() -> str:
        actions.ask_about_box(person(request), pk, form.cleaned_data["question"], read=read(request))
        return "Votre question part. La demande reviendra dans la file, à sa place, avec la réponse."

    return _answered(request, pk, "question", form, act)


def _answered(request: HttpRequest, pk: int, slot: str, form: forms.Form, act: Callable[[], str]) -> HttpResponse:
    box_request_for(person(request), pk)
    if request.method != "POST":
        return redirect("box_request", pk)
    if not form.is_valid():
        return _show(request, pk, **{slot: form})
    try:
        messages.success(request, act())
    except AlreadyDecided as decided:
        messages.warning(request, sentences.box_too_late(decided.state, decided.by))
    except ChangedSince:
        messages.warning(request, sentences.CHANGED)
    except StructureElsewhere:
        messages.error(request, sentences.ELSEWHERE)
    except NoDomain:
        messages.error(request, sentences.NO_DOMAIN)
    except AddressTaken:
        form.add_error("local_part", _TAKEN)
        return _show(request, pk, **{slot: form})
    else:
        return redirect("queue_boxes")
    return redirect("box_request", pk)
