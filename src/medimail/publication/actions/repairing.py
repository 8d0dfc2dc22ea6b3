"""What a human asks for: to try again, to tell what only another driver has told."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from medimail.audit.actions import trace
from medimail.publication.actions.recording import add
from medimail.publication.models import Box, Change

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_State = Change.State
_AT_ONCE = 1000


@transaction.atomic
def retry(actor: "AbstractBaseUser | None", pk: int) -> None:
    """Now, whatever it was waiting for. A change told or overtaken meanwhile stays so."""
    box = Box.objects.select_for_update().get(changes=pk)
    change = box.changes.get(pk=pk)
    if change.state not in {_State.WAITING, _State.REFUSED}:
        return
    if actor:
        trace(actor, "publication.retried", change)
    later = [one for one in box.changes.filter(pk__gt=pk, state=_State.WAITING) if _same_place(one, change)]
    if change.state == _State.REFUSED and later:
        # A later one may be on its way: told after it, this one would bring old facts back.
        Change.objects.filter(pk=pk).update(state=_State.OVERTAKEN)
        pk = later[0].pk
    Change.objects.filter(pk=pk).update(state=_State.WAITING, try_at=timezone.now())


def retry_refused(actor: "AbstractBaseUser | None" = None) -> int:
    """How many. Of more than `_AT_ONCE`, those not tried for the longest time: all have their turn."""
    refused = Change.objects.filter(state=_State.REFUSED).order_by("try_at", "pk")
    found = list(refused.values_list("pk", flat=True)[:_AT_ONCE])
    for pk in found:
        retry(actor, pk)
    return len(found)


def catch_up(driver: str, *, everything: bool = False) -> int:
    """Tell the directory the boxes that `driver` has not told yet, or `everything` once more; how many."""
    waits = Change.objects.filter(box=OuterRef("pk"), state=_State.WAITING)
    boxes = Box.objects.filter(~Exists(waits)).order_by("pk")
    wanted = boxes if everything else boxes.filter(listed=True).exclude(held_by=driver)
    return sum(_tell_again(pk, driver, everything=everything) for pk in wanted.values_list("pk", flat=True).iterator())


@transaction.atomic
def _tell_again(pk: int, driver: str, *, everything: bool) -> bool:
    """Refused ones stay for a human: telling them once more would not help."""
    box = Box.objects.select_for_update().get(pk=pk)
    states = set(box.changes.exclude(state=_State.OVERTAKEN).values_list("state", flat=True))
    told = box.listed and box.held_by == driver
    if _State.WAITING in states or (not everything and (told or _State.REFUSED in states)):
        return False
    add(box, Change.Act.INSERT if box.listed else Change.Act.DELETE, box.facts, ["again"])
    return True


def _same_place(one: Change, other: Change) -> bool:
    return one.facts.bearer == other.facts.bearer
