"""Structures as their administrators see them: the list, one of them, and who administers it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from medimail.servicedesk import actions
from medimail.servicedesk.access import desk_of, region_desk, structure_for
from medimail.servicedesk.errors import AdministratorElsewhere, LastOne, NobodyThere
from medimail.servicedesk.models import Administrator
from medimail.servicedesk.queries import structures as queries
from medimail.servicedesk.queries.silence import silent_count
from medimail.structures.models import Structure
from medimail.web.desk.domains import NameForm
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.structures.forms import PersonForm, PlaceForm, StructureForm

NOBODY = "Aucun compte validé n’a cette adresse. Vérifiez-la, ou demandez à la personne d’ouvrir son compte."
ELSEWHERE = "Cette personne administre déjà autre chose. Un compte n’administre qu’un périmètre."
LAST = (
    "C’est le dernier administrateur de cette structure. Cochez la case pour le retirer quand même\u00a0: la région "
    "décidera à sa place."
)


@never_cache
@get_or_post
def structures(request: HttpRequest) -> HttpResponse:
    """Posted: a structure to add."""
    user = person(request)
    desk = desk_of(user)
    if desk.administrator.scope == Administrator.Scope.STRUCTURE:
        return redirect("structure", desk.administrator.structure_id)
    form = StructureForm(request.POST or None, region=desk.administrator.region_code)
    if request.method == "POST" and form.is_valid():
        added = actions.add_structure(user, form.facts())
        messages.success(request, f"La structure {added.name} est enregistrée.")
        return redirect("structure", added.pk)
    sought, after = (request.GET.get(name, "").replace("\0", "").strip()[:200] for name in ("q", "apres"))
    rows, following = queries.structures_page(user, sought, after)
    context = {"desk": desk, "rows": rows, "next": following, "sought": sought, "form": form}
    return render(request, "structures/list.html", context, status=422 if form.errors else 200)


@never_cache
@get_or_post
def structure(request: HttpRequest, pk: int) -> HttpResponse:
    """Posted: its name and place, corrected."""
    user = person(request)
    found = structure_for(user, pk)
    if request.method != "POST":
        return page(request, found)
    region_desk(user)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return page(request, found, place=form)
    actions.amend_structure(user, pk, **form.cleaned_data)
    messages.success(request, "C’est enregistré.")
    return redirect("structure", pk)


@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    user = person(request)
    found, form = structure_for(user, pk), PersonForm(request.POST)
    if form.is_valid():
        try:
            chosen = actions.appoint_for(user, pk, form.cleaned_data["address"])
        except NobodyThere:
            form.add_error("address", NOBODY)
        except AdministratorElsewhere:
            form.add_error("address", ELSEWHERE)
        else:
            messages.success(request, f"{chosen.full_name} administre {found.name}. Un message l’en prévient.")
            return redirect("structure", pk)
    return page(request, found, appointing=form)


@require_POST
def dismiss(request: HttpRequest, pk: int, administrator: int) -> HttpResponse:
    try:
        gone = actions.dismiss(person(request), pk, administrator, even_last="sure" in request.POST)
    except LastOne:
        messages.warning(request, LAST)
    else:
        messages.success(request, f"{gone.full_name} n’administre plus cette structure. Un message l’en prévient.")
    return redirect("structure", pk)


def page(request: HttpRequest, found: Structure, **bound: object) -> HttpResponse:
    user = person(request)
    after = request.GET.get("apres", "").replace("\0", "")[:254]
    people, following = queries.people_page(found, after)
    context = {
        "desk": desk_of(user),
        "structure": found,
        "people": people,
        "next": following,
        "boxes": queries.shared_of(found),
        "administrators": queries.administrators_of(found),
        "requests": queries.requests_of(user, found),
        "domains": queries.domains_of(found),
        "domain_requests": queries.domain_requests_of(found),
        "domain": NameForm(auto_id="domain_%s"),
        "silent": silent_count(user, found),
        "place": PlaceForm(initial={"name": found.name, "postcode": found.postcode, "town": found.town}),
        "appointing": PersonForm(),
        **bound,
    }
    return render(request, "structures/structure.html", context, status=422 if bound else 200)
