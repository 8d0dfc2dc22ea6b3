"""What the national directory must learn of our boxes."""

from dataclasses import fields

from django.db import transaction
from django.utils import timezone

from medimail.directory.listing import Listing
from medimail.lib.national_box import NationalBox
from medimail.publication.models import Box, Change, kept

_FACTS = tuple(one.name for one in fields(NationalBox))
# A BAL MED has no place in the national directory, and an application's box is nobody's correspondent.
_KINDS = {"PER", "ORG"}


@transaction.atomic
def record(listing: Listing) -> None:
    """What the national directory must learn of this box, in the caller's transaction; nothing when nothing changed."""
    if listing.kind not in _KINDS or not (listing.open or Box.objects.filter(address=listing.address).exists()):
        return
    Box.objects.get_or_create(address=listing.address)
    box = Box.objects.select_for_update().get(address=listing.address)  # the next change of this box comes after
    before = box.facts if box.listed else None
    after = NationalBox(**{name: getattr(listing, name) for name in _FACTS}) if listing.open else None
    for act, facts, changed in _steps(before, after):
        add(box, act, facts, changed)
    if before != after:
        box.listed = after is not None
        box.says = kept(after) if after else box.says
        box.save(update_fields=["listed", "says"])


def add(box: Box, act: str, facts: NationalBox, changed: list[str]) -> None:
    Change.objects.create(box=box, act=act, says=kept(facts), changed=changed, try_at=timezone.now())


def _steps(before: NationalBox | None, after: NationalBox | None) -> list[tuple[str, NationalBox, list[str]]]:
    """A box that changes hands leaves the one who carried it: the directory moves no address by itself."""
    if before == after:
        return []
    if before and after and before.bearer == after.bearer:
        differs = [name for name in _FACTS if getattr(before, name) != getattr(after, name)]
        return [(Change.Act.REPLACE, after, differs)]
    leaves = [(Change.Act.DELETE, before, ["bearer"] if after else [])] if before else []
    comes = [(Change.Act.INSERT, after, ["bearer"] if before else [])] if after else []
    return [*leaves, *comes]
