"""The card of one entry: all that may be known of it, and how to take it along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.directory.access import entry_for
from medimail.directory.queries import addresses_of_person, places_of_person
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
    rows = Rows(person(request), seeker)
    others = addresses_of_person(entry, seeker.viewer)
    context = {
        "seeker": seeker,
        "row": rows.row(entry),
        "entry": entry,
        "places": places_of_person(entry),
        "others": rows.of(others),
        "favourites": rows.favourites([entry, *others]),
    }
    return render(request, "directory/card.html", context)


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
