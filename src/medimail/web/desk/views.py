"""The administrators' desk: who waits, what they typed, and the decision."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from medimail.enrolment.models import Application
from medimail.mailboxes.errors import NoDomain
from medimail.servicedesk import actions
from medimail.servicedesk.access import application_for, desk_of
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince
from medimail.servicedesk.queries import QUEUE_PAGE, rows, waiting
from medimail.web.desk.forms import RefusalForm
from medimail.web.person import person

LATE_HOURS = 24
OVERDUE_HOURS = 48
NO_DOMAIN = (
    "Aucune adresse ne peut être donnée : ce service n’héberge encore aucun domaine pour cette région. "
    "La demande reste en attente ; prévenez l’opérateur de la plateforme."
)
CHANGED = (
    "Cette demande a été corrigée et renvoyée depuis que vous l’avez ouverte. Rien n’a été décidé : "
    "relisez-la ci-dessous, puis décidez."
)
DECIDED = {
    Application.State.ACTIVE: "acceptée",
    Application.State.REFUSED: "refusée",
    Application.State.INFO_REQUESTED: "renvoyée à la personne pour complément",
    Application.State.SUSPENDED: "acceptée, puis le compte a été suspendu",
    Application.State.CLOSED: "acceptée, puis le compte a été fermé",
}


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    found = waiting(person(request))
    late = sum(one.waiting_hours >= LATE_HOURS for one in found)
    limits = {"late_hours": LATE_HOURS, "overdue_hours": OVERDUE_HOURS, "full": len(found) == QUEUE_PAGE}
    return render(request, "desk/queue.html", {"desk": desk_of(person(request)), "rows": found, "late": late, **limits})


@never_cache
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, pk, RefusalForm())


def _show(request: HttpRequest, pk: int, form: RefusalForm) -> HttpResponse:
    found = application_for(person(request), pk)
    context = {
        "desk": desk_of(person(request)),
        "application": found,
        "profile": found.user.profile,
        "row": rows([found])[0],
        "open": found.state == Application.State.AWAITING_VALIDATION,
        "decision": DECIDED.get(Application.State(found.state), ""),
        "form": form,
    }
    return render(request, "desk/application.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    name = application_for(person(request), pk).user.full_name
    if request.method == "GET":
        return redirect("application", pk)

    def act() -> str:
        box = actions.accept(person(request), pk, read=_read(request))
        return f"La boîte {box.address} est ouverte. Un message prévient {name}."

    return _decided(request, pk, act, reverse("queue"))


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    name = application_for(person(request), pk).user.full_name
    if request.method == "GET":
        return redirect("application", pk)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form)

    def act() -> str:
        actions.refuse(person(request), pk, form.cleaned_data["reason"], read=_read(request))
        return f"La demande de {name} est refusée. La personne reçoit vos explications par mail."

    return _decided(request, pk, act, f"{reverse('queue')}?{urlencode({'fait': pk})}")


def _decided(request: HttpRequest, pk: int, act: Callable[[], str], queue_address: str) -> HttpResponse:
    """The sentence of `act` above the queue, or above the request why nothing was decided."""
    try:
        messages.success(request, act())
    except AlreadyDecided as decided:
        messages.warning(request, _too_late(decided))
    except ChangedSince:
        messages.warning(request, CHANGED)
    except NoDomain:
        messages.error(request, NO_DOMAIN)
    else:
        return redirect(queue_address)
    return redirect("application", pk)


def _read(request: HttpRequest) -> datetime:
    """Which sending of the request the page showed; a page without it has read nothing."""
    try:
        return datetime.fromisoformat(request.POST.get("lu", ""))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _too_late(decided: AlreadyDecided) -> str:
    what = DECIDED.get(Application.State(decided.state), "traitée")
    by = f" par {decided.by}" if decided.by else ""
    return f"Cette demande a déjà été {what}{by}. Votre clic n’a rien changé."
