"""What the blocks of help and of notices show, on a page that carries them and when they come back alone."""

from django.http import HttpRequest

from medimail.lib import nomenclature
from medimail.regions import queries
from medimail.web.regions import visitor


def help_context(request: HttpRequest, here: str = "") -> dict[str, object]:
    """`here`: the path the block stands on, when it is not that of the request."""
    path = here or request.get_full_path()
    region = nomenclature.region(visitor.region_of(request))
    return {
        "request": request,
        "here": path,
        "screen": visitor.screen_of(path),
        "region": region,
        "chosen_by_hand": not visitor.profile_region(request),
        "contacts": queries.help_of(region.code) if region else None,
        "regions": nomenclature.regions(),
    }


def notices_context(request: HttpRequest, here: str = "", closed: visitor.Pairs | None = None) -> dict[str, object]:
    region = visitor.region_of(request)
    seen = visitor.closed_notices(request) if closed is None else closed
    return {
        "request": request,
        "here": here or request.get_full_path(),
        "region": region,
        "notices": queries.shown_notices(region, seen),
    }
