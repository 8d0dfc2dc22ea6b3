"""The person follows what they asked for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medimail.shared_boxes import actions
from medimail.shared_boxes.access import own_request, own_requests
from medimail.shared_boxes.errors import WrongState
from medimail.shared_boxes.models import BoxRequest
from medimail.web.done import done
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.shared_boxes.forms import AnswerForm
from medimail.web.shared_boxes.words import TAGS, TITLES

State = BoxRequest.State
_OPEN = {State.WAITING, State.ASKED}
_MOVED = "Cette demande a changé depuis que vous l’avez ouverte. La voici telle qu’elle est."


@never_cache
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    found = [(one, TAGS[State(one.state)]) for one in own_requests(person(request))]
    return render(request, "shared_boxes/requests.html", {"found": found})


@never_cache
@get_or_post
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Posted: the answer to the question of an administrator."""
    found = own_request(person(request), pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form)
    try:
        actions.answer(person(request), pk, form.cleaned_data["text"])
    except WrongState:
        messages.info(request, _MOVED)
        return redirect("shared_request", pk)
    messages.success(request, "Réponse envoyée. Votre demande reprend sa place dans la file.")
    return done("shared_request", 1, args=(pk,))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        actions.withdraw(person(request), pk)
    except WrongState:
        messages.info(request, _MOVED)
    return redirect("shared_request", pk)


def _page(request: HttpRequest, found: BoxRequest, form: AnswerForm) -> HttpResponse:
    state = State(found.state)
    context = {
        "wanted": found,
        "title": TITLES[state],
        "tag": TAGS[state],
        "open": state in _OPEN,
        "form": form,
    }
    return render(request, "shared_boxes/request.html", context, status=422 if form.is_bound else 200)
