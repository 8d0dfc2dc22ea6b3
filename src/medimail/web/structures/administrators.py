"""Who administers what, and for the platform who administers a region and how the house is set."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medimail.servicedesk.access import operator_desk, region_desk
from medimail.servicedesk.actions.regional import appoint_region, dismiss_region
from medimail.servicedesk.errors import AdministratorElsewhere, LastOne, NobodyThere
from medimail.servicedesk.queries.administrators import administrators_page
from medimail.servicedesk.queries.settings import settings_in_force
from medimail.web.enrolment import choices
from medimail.web.fields import SENTENCES
from medimail.web.long_lists import LongSelect
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.structures.forms import PersonForm
from medimail.web.structures.views import ELSEWHERE, NOBODY

LAST = "C’est le dernier administrateur de cette région. Cochez la case pour le retirer\u00a0: la plateforme décidera."


class RegionForm(PersonForm):
    region_code = forms.ChoiceField(
        label="Région", choices=choices.regions, widget=LongSelect, error_messages=SENTENCES
    )


@never_cache
@get_or_post
def administrators(request: HttpRequest) -> HttpResponse:
    """Posted: somebody who is to administer a region."""
    user = person(request)
    desk = region_desk(user)
    form = RegionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and operator_desk(user) and form.is_valid():
        try:
            chosen = appoint_region(user, form.cleaned_data["region_code"], form.cleaned_data["address"])
        except (NobodyThere, AdministratorElsewhere) as problem:
            form.add_error("address", NOBODY if isinstance(problem, NobodyThere) else ELSEWHERE)
        else:
            messages.success(request, f"{chosen.full_name} administre la région. Un message l’en prévient.")
            return redirect("administrators")
    rows, following = administrators_page(user, request.GET.get("apres", "").replace("\0", "")[:200])
    context = {"desk": desk, "rows": rows, "next": following, "form": form}
    return render(request, "structures/administrators.html", context, status=422 if form.is_bound else 200)


@require_POST
def dismiss(request: HttpRequest, administrator: int) -> HttpResponse:
    try:
        gone = dismiss_region(person(request), administrator, even_last="sure" in request.POST)
    except LastOne:
        messages.warning(request, LAST)
    else:
        messages.success(request, f"{gone.full_name} n’administre plus la région. Un message l’en prévient.")
    return redirect("administrators")


@never_cache
@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    context = {"desk": operator_desk(person(request)), "groups": settings_in_force()}
    return render(request, "structures/settings.html", context)
