from django.db.models import Q, QuerySet

from medimail.directory.models import Entry
from medimail.directory.search.question import Viewer

LISTED = Q(in_medimail=True) | Q(in_mssante=True)
"""In one of the two directories, so that anybody who may search finds it."""


def visible_to(viewer: Viewer) -> QuerySet[Entry]:
    there = Entry.objects.filter(closed=False)
    if viewer.everywhere:
        return there
    administered = Q(region_code__in=viewer.regions, origin=Entry.Origin.OWN) | Q(
        finess__in=viewer.structures, origin=Entry.Origin.OWN
    )
    return there.filter(LISTED | Q(holder_id=viewer.user_id) | administered)


def entry_for(viewer: Viewer, pk: int) -> Entry:
    """The entry, or `Entry.DoesNotExist` when it is hidden from this person."""
    return visible_to(viewer).get(pk=pk)
