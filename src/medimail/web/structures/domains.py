"""A domain of its own for a structure: asked for here, decided by the platform on its page of domains."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from medimail.mailboxes.errors import DomainKnown
from medimail.servicedesk import actions
from medimail.servicedesk.access import operator_desk, structure_for
from medimail.servicedesk.errors import NoFiness, NotWaiting
from medimail.servicedesk.models import DomainRequest
from medimail.web.desk.domains import NameForm
from medimail.web.person import person
from medimail.web.structures.forms import DomainRefusalForm
from medimail.web.structures.views import page

KNOWN = "Ce domaine est déjà hébergé ici. Choisissez un autre nom, ou joignez la plateforme s’il est le vôtre."
NO_FINESS = "Un domaine propre demande un numéro FINESS. Cette structure n’en a pas."
TOO_LATE = "Cette demande est déjà décidée ou retirée. Rien n’a changé."


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    user = person(request)
    found, form = structure_for(user, pk), NameForm(request.POST, auto_id="domain_%s")
    if form.is_valid():
        try:
            actions.ask_domain(user, pk, form.cleaned_data["name"])
        except (DomainKnown, NoFiness) as problem:
            form.add_error("name", KNOWN if isinstance(problem, DomainKnown) else NO_FINESS)
        else:
            messages.success(request, "La demande est partie. La plateforme répondra par mail.")
            return redirect("structure", pk)
    return page(request, found, domain=form)


@require_POST
def withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    try:
        actions.withdraw_domain(person(request), pk, number)
        messages.success(request, "La demande est retirée.")
    except NotWaiting:
        messages.warning(request, TOO_LATE)
    return redirect("structure", pk)


@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    return _decided(request, lambda: actions.accept_domain(person(request), number), "est hébergé")


@require_POST
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    operator_desk(person(request))  # before a word is said of the form
    form = DomainRefusalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Rien n’est décidé\u00a0: écrivez la raison du refus, que la structure recevra.")
        return redirect("domains")
    reason = form.cleaned_data["reason"]
    return _decided(request, lambda: actions.refuse_domain(person(request), number, reason), "est refusé")


def _decided(request: HttpRequest, act: Callable[[], DomainRequest], done: str) -> HttpResponse:
    try:
        wanted = act()
    except NotWaiting:
        messages.warning(request, TOO_LATE)
    except DomainKnown:
        messages.error(request, "Ce domaine est déjà hébergé. Refusez la demande en l’expliquant.")
    else:
        messages.success(request, f"Le domaine {wanted.name} {done}. Un message prévient {wanted.asked_by.full_name}.")
    return redirect("domains")
