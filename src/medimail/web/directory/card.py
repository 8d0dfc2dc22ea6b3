"""The card of one entry: all that may be known of it, and how to take it along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.directory.access import entry_for
from medimail.directory.models import Activity, Entry
from medimail.directory.queries import addresses_of_person, places_of_person
from medimail.lib.towns import town_alone
from medimail.web.directory.card_file import card_file
from medimail.web.directory.limits import may_read, too_many
from medimail.web.directory.rows import Rows
from medimail.web.directory.viewer import seeker_of
from medimail.web.person import person


@never_cache
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    seeker = seeker_of(person(request))
    entry = entry_for(seeker.viewer, pk)
    if not may_read(request, "directory_card"):
        return too_many(request, seeker=seeker)
    rows = Rows(request, seeker)
    others, places = addresses_of_person(entry, seeker.viewer), places_of_person(entry)
    context = {
        "seeker": seeker,
        "row": rows.row(entry),
        "entry": entry,
        "places": places,
        "only_place": places[0] if len(places) == 1 and _is_here(places[0], entry) else None,
        "others": rows.table(others) if others else "",
        "star": rows.star(entry),
    }
    return render(request, "directory/card.html", context)


def _is_here(place: Activity, entry: Entry) -> bool:
    return (place.company_name, town_alone(place.town)) == (entry.company_name, town_alone(entry.town))


@never_cache
@require_safe
def card_download(request: HttpRequest, pk: int) -> HttpResponse:
    seeker = seeker_of(person(request))
    entry = entry_for(seeker.viewer, pk)
    if not may_read(request, "directory_card"):
        return too_many(request, seeker=seeker)
    response = HttpResponse(card_file(entry, places_of_person(entry)), content_type="text/vcard; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="fiche.vcf"'
    return response
