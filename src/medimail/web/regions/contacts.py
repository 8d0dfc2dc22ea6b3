"""Whom to call, kept by those who answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.lib.nomenclature import region_label
from medimail.regions import actions, queries
from medimail.regions.access import is_operator, office_of
from medimail.regions.models import EVERYWHERE
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.regions.forms import ContactsForm

PLATFORM = "plateforme"


@never_cache
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    desk = office_of(person(request))
    if not is_operator(desk):
        return redirect("region_contacts_of", desk.administrator.region_code)
    rows = [(code or PLATFORM, label, found) for code, label, found in queries.contacts_board(person(request))]
    return render(request, "regions/contacts_list.html", {"desk": desk, "rows": rows})


@never_cache
@get_or_post
def contacts_of(request: HttpRequest, place: str) -> HttpResponse:
    code = EVERYWHERE if place == PLATFORM else place
    found = queries.own_help(person(request), code)
    form = ContactsForm(request.POST if request.method == "POST" else None, desk=found)
    if form.is_valid():
        actions.keep_contacts(person(request), code, form.contacts())
        messages.success(request, "Les contacts sont enregistrés. Ils s’affichent dès maintenant.")
        return redirect("region_contacts_of", place)
    context = {"desk": office_of(person(request)), "form": form, "place": place, "region_label": region_label(code)}
    return render(request, "regions/contacts.html", context, status=422 if form.is_bound else 200)
