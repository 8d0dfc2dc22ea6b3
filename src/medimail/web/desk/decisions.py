"""Accept, refuse, ask, write: from the queue and from the page of a request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from medimail.servicedesk import actions
from medimail.servicedesk.access import application_for
from medimail.web.desk.attempt import attempt, read
from medimail.web.desk.forms import QuestionForm, RefusalForm, WordForm
from medimail.web.desk.views import show
from medimail.web.person import person

_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@_get_or_post
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    name = application_for(person(request), pk).user.full_name
    if request.method != "POST":
        return redirect("application", pk)

    def act() -> str:
        box = actions.accept(person(request), pk, read=read(request))
        return f"La boîte {box.address} est ouverte. Un message prévient {name}."

    return attempt(request, pk, act, "queue")


@_get_or_post
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    name = application_for(person(request), pk).user.full_name
    if request.method != "POST":
        return redirect("application", pk)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return show(request, pk, refusal=form)

    def act() -> str:
        actions.refuse(person(request), pk, form.cleaned_data["reason"], read=read(request))
        return f"La demande de {name} est refusée. La personne reçoit vos explications par mail."

    return attempt(request, pk, act, "queue")


@_get_or_post
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    name = application_for(person(request), pk).user.full_name
    if request.method != "POST":
        return redirect("application", pk)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return show(request, pk, question=form)

    def act() -> str:
        actions.ask(person(request), pk, form.cleaned_data["question"], read=read(request))
        return f"Votre question part vers {name}. La demande reviendra dans la file, à sa place, avec la réponse."

    return attempt(request, pk, act, "queue")


@_get_or_post
def write(request: HttpRequest, pk: int) -> HttpResponse:
    name = application_for(person(request), pk).user.full_name
    if request.method != "POST":
        return redirect("application", pk)
    form = WordForm(request.POST)
    if not form.is_valid():
        return show(request, pk, word=form)

    def act() -> str:
        actions.write(person(request), pk, form.cleaned_data["text"])
        return f"Message envoyé. Un mail en prévient {name}."

    return attempt(request, pk, act, "application")
