"""Screen S8: where a request stands, who decides, by when; and the thread with the service desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from medimail.accounts.models import User
from medimail.audit.queries import traces_of
from medimail.enrolment import actions
from medimail.enrolment.access import application_of, thread_of
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application, Word
from medimail.mailboxes.queries import mailboxes_of
from medimail.servicedesk.queries import deciders_of, tempo_around
from medimail.servicedesk.queries.delays import OVERDUE_HOURS
from medimail.web.done import done
from medimail.web.enrolment import steps
from medimail.web.enrolment.at_step import ALREADY, take
from medimail.web.fields import Paragraph
from medimail.web.methods import get_or_post
from medimail.web.person import person

State = Application.State
SENT = "Message envoyé au centre de services."
TOO_MANY = (
    "Vous avez envoyé beaucoup de messages. Réunissez la suite en un seul, qui est gardé ci-dessous, et envoyez-le "
    "dans une heure."
)
_IN_QUEUE = (State.AWAITING_VALIDATION, State.INFO_REQUESTED)
_WATCHED = (*_IN_QUEUE, State.SUSPENDED)
_WRITABLE = (*_WATCHED, State.REFUSED)
_HERE = (*_WRITABLE, State.CLOSED, State.ACTIVE)
_ACTS = {
    "application.opened": "Compte créé",
    "application.email_confirmed": "Adresse mail confirmée",
    "application.terms_accepted": "Conditions générales acceptées",
    "application.submitted": "Demande envoyée",
    "application.taken_back": "Demande reprise pour correction",
    "application.info_requested": "Précision demandée",
    "application.info_given": "Réponse envoyée",
    "application.refused": "Demande non acceptée",
    "application.reopened": "Demande reprise",
    "application.active": "Compte validé",
    "application.suspended": "Compte suspendu",
    "application.reactivated": "Compte réactivé",
}


class WordForm(forms.Form):
    text = Paragraph(
        "Votre message",
        2000,
        rows=4,
        needed="Écrivez votre message avant de l’envoyer.",
        help_text="N’y mettez aucune donnée de santé.",
    )


@dataclass(frozen=True, slots=True)
class Promise:
    before: datetime
    kept: bool


@never_cache
@get_or_post
def waiting(request: HttpRequest) -> HttpResponse:
    """POST takes the request back to correct it."""
    if request.method == "POST":
        return take(request, lambda: actions.correct(person(request)))
    return _page(request, WordForm())


@never_cache
@get_or_post
def answer(request: HttpRequest) -> HttpResponse:
    form = WordForm(request.POST)
    if request.method != "POST":
        return redirect("waiting")
    if form.is_valid() and not ratelimit.consume(request, action="word"):
        form.add_error("text", TOO_MANY)
    if not form.is_valid():
        return _page(request, form)
    try:
        actions.write(person(request), form.cleaned_data["text"])
    except WrongState:
        messages.info(request, ALREADY)
        return redirect("home")
    messages.success(request, SENT)
    return done("waiting", 1)


@never_cache
@require_safe
@login_not_required
def news(request: HttpRequest) -> HttpResponse:
    """What changed since the page was read (`vu`); nothing at all when nothing did."""
    user = request.user
    if not isinstance(user, User):
        return HttpResponseClientRefresh()
    application = application_of(user)
    if not application or application.state not in _HERE:
        return HttpResponseClientRedirect(reverse("home"))
    context = _context(application)
    if request.GET.get("vu") == context["stamp"]:
        return HttpResponse(status=204)
    return render(request, "enrolment/news.html", context)


def _page(request: HttpRequest, form: WordForm) -> HttpResponse:
    application = application_of(person(request))
    if not application or application.state not in _HERE or mailboxes_of(person(request)):
        return redirect("home")
    context = {**_context(application), "form": form}
    return render(request, "enrolment/waiting.html", context, status=422 if form.is_bound else 200)


def _context(application: Application) -> dict[str, object]:
    state, user = State(application.state), application.user
    thread = thread_of(application)
    told = _told(state, thread)
    boxes = mailboxes_of(user) if state == State.ACTIVE else []
    context = {
        **steps.at(steps.VALIDATION + bool(boxes)),
        "application": application,
        "profile": user.profile,
        "done": [(_ACTS[one.action], one.at) for one in traces_of([application]) if one.action in _ACTS],
        "thread": [word for word in thread if word != told],
        "told": told,
        "writable": state in _WRITABLE,
        "watched": state in _WATCHED,
        "box": boxes[0] if boxes else None,
        "stamp": f"{state}-{thread[-1].pk if thread else 0}",
    }
    return context | _prospects(application) if state in _IN_QUEUE else context


def _prospects(application: Application) -> dict[str, object]:
    profile, since = application.user.profile, application.waiting_since or timezone.now()
    before = since + timedelta(hours=OVERDUE_HOURS)
    return {
        "since": since,
        "promise": Promise(before, kept=timezone.now() < before),
        "deciders": deciders_of(profile),
        "tempo": tempo_around(profile),
    }


def _told(state: State, thread: list[Word]) -> Word | None:
    """The words that go with the state: the question asked, the reason of a refusal or of a suspension."""
    kinds = {
        State.INFO_REQUESTED: Word.Kind.QUESTION,
        State.REFUSED: Word.Kind.REFUSAL,
        State.SUSPENDED: Word.Kind.SUSPENSION,
    }
    return next((word for word in reversed(thread) if word.kind == kinds.get(state)), None)
