"""The administrators' desk: who waits, what they typed, and the decision."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from django import forms
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
from medimail.web.fields import SENTENCES
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


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label="Raison du refus",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La personne lira ces mots. Dites ce qui manque et comment y remédier, sans donnée de santé.",
        error_messages={**SENTENCES, "required": "Écrivez la raison : la personne doit savoir quoi corriger."},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        # The server counts: a browser that cuts silently at maxlength loses what was pasted.
        self.fields["reason"].widget.attrs.pop("maxlength", None)


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
    try:
        box = actions.accept(person(request), pk, read=_read(request))
    except AlreadyDecided as decided:
        return _too_late(request, pk, decided)
    except ChangedSince:
        messages.warning(request, CHANGED)
        return redirect("application", pk)
    except NoDomain:
        messages.error(request, NO_DOMAIN)
        return redirect("application", pk)
    messages.success(request, f"La boîte {box.address} est ouverte. Un message prévient {name}.")
    return redirect("queue")


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    name = application_for(person(request), pk).user.full_name
    if request.method == "GET":
        return redirect("application", pk)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form)
    try:
        actions.refuse(person(request), pk, form.cleaned_data["reason"], read=_read(request))
    except AlreadyDecided as decided:
        return _too_late(request, pk, decided)
    except ChangedSince:
        messages.warning(request, CHANGED)
        return redirect("application", pk)
    messages.success(request, f"La demande de {name} est refusée. La personne reçoit vos explications par mail.")
    return redirect(f"{reverse('queue')}?{urlencode({'fait': pk})}")


def _read(request: HttpRequest) -> datetime:
    """Which sending of the request the page showed; a page without it has read nothing."""
    try:
        return datetime.fromisoformat(request.POST.get("lu", ""))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _too_late(request: HttpRequest, pk: int, decided: AlreadyDecided) -> HttpResponse:
    what = DECIDED.get(Application.State(decided.state), "traitée")
    by = f" par {decided.by}" if decided.by else ""
    messages.warning(request, f"Cette demande a déjà été {what}{by}. Votre clic n’a rien changé.")
    return redirect("application", pk)
