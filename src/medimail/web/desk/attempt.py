"""One click of an administrator: what was done, or why nothing was."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from medimail.accounts.errors import NumberTaken
from medimail.enrolment.errors import WrongState
from medimail.mailboxes.errors import NoDomain
from medimail.servicedesk.access import application_for
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince
from medimail.servicedesk.queries import last_mover
from medimail.web.desk import sentences
from medimail.web.desk.views import show
from medimail.web.done import done
from medimail.web.person import person

Said = dict[str, Any]
Act = Callable[[str, Said], str]
"""From the person's name and the words of the form to the sentence that says what was done."""


def read(request: HttpRequest) -> datetime:
    """Which sending of the request the page showed; a page without it has read nothing."""
    try:
        return datetime.fromisoformat(request.POST.get("lu", ""))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def answered(
    request: HttpRequest, pk: int, act: Act, *, then: str, slot: str = "", form: type[forms.Form] = forms.Form
) -> HttpResponse:
    """A form of the page of a request, sent to its own address. `slot` is its name in that page."""
    name = application_for(person(request), pk).user.full_name
    if request.method != "POST":
        return redirect("application", pk)
    said = form(request.POST)
    if not said.is_valid():
        return show(request, pk, **{slot: said})
    return _attempt(request, pk, lambda: act(name, said.cleaned_data), then)


def _attempt(request: HttpRequest, pk: int, act: Callable[[], str], then: str) -> HttpResponse:
    """The sentence of `act` on the page `then`, or above the request why nothing changed."""
    try:
        sentence = act()
    except (AlreadyDecided, WrongState) as decided:
        by = last_mover(application_for(person(request), pk))
        messages.warning(request, sentences.too_late(decided.state, by))
    except (ChangedSince, NumberTaken, NoDomain) as problem:
        explain(request, problem)
    else:
        messages.success(request, sentence)
        return done(then, pk, args=(pk,) if then == "application" else ())
    return redirect("application", pk)


def explain(request: HttpRequest, problem: ChangedSince | NumberTaken | NoDomain) -> None:
    if isinstance(problem, ChangedSince):
        messages.warning(request, sentences.CHANGED)
    elif isinstance(problem, NumberTaken):
        messages.error(request, sentences.NUMBER_TAKEN)
    else:
        messages.error(request, sentences.NO_DOMAIN)
