"""A worker takes one change, tells it outside of any transaction, and writes what came of it.

Killed in between, the change is free again after `LEASE` and told once more: each telling may be repeated.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from medimail.audit.actions import trace
from medimail.publication.models import Box, Change

LEASE = timedelta(minutes=5)
_FIRST, _LONGEST = timedelta(minutes=2), timedelta(hours=4)
_State = Change.State


@transaction.atomic
def claim() -> Change | None:
    """The next change whose time has come, after those of the same box that came before it."""
    now = timezone.now()
    earlier = Change.objects.filter(box=OuterRef("box"), state=_State.WAITING, pk__lt=OuterRef("pk"))
    due = Change.objects.filter(~Exists(earlier), state=_State.WAITING, try_at__lte=now).order_by("try_at", "id")
    change = due.select_related("box").select_for_update(skip_locked=True, of=("self", "box")).first()
    if change:
        change.tries, change.tried_at, change.try_at = change.tries + 1, now, now + LEASE
        change.save(update_fields=["tries", "tried_at", "try_at"])
    return change


@transaction.atomic
def told(change: Change, driver: str) -> None:
    Box.objects.select_for_update().get(pk=change.box_id)  # before its changes, as `retry` does
    if not _still_ours(change):
        return
    gone = change.act == Change.Act.DELETE
    Box.objects.filter(pk=change.box_id).update(held_by="" if gone else driver)
    Change.objects.filter(pk=change.pk).update(state=_State.TOLD, told_at=timezone.now(), told_by=driver, reason="")
    before = Change.objects.filter(box_id=change.box_id, pk__lt=change.pk, state=_State.REFUSED)
    # What is refused for another bearer is left to do: the box may still hang there.
    same = [one.pk for one in before if one.facts.bearer == change.facts.bearer]
    Change.objects.filter(pk__in=same).update(state=_State.OVERTAKEN)
    trace(None, "publication.told", change, act=change.act, driver=driver)


@transaction.atomic
def refuse(change: Change, reason: str, status: int = 0) -> None:
    """Kept for a human to look at; what comes after in the same box goes on, since each change says the whole box."""
    if _still_ours(change):
        Change.objects.filter(pk=change.pk).update(state=_State.REFUSED, reason=reason)
        trace(None, "publication.failed", change, act=change.act, reason=reason, status=status)


def put_off(change: Change, reason: str) -> None:
    """Each time twice as long, a few hours at most, for ever."""
    delay = min(_FIRST * 2 ** min(change.tries - 1, 10), _LONGEST)
    ours = Change.objects.filter(pk=change.pk, state=_State.WAITING, tries=change.tries)
    ours.update(try_at=timezone.now() + delay, reason=reason)


def rest(pause: timedelta) -> None:
    """The directory itself fails: all that is due waits, so that a worker does not hang on each change in turn."""
    until = timezone.now() + pause
    Change.objects.filter(state=_State.WAITING, try_at__lte=until).update(try_at=until)


def _still_ours(change: Change) -> bool:
    """Believed dead, this worker may have been replaced by another: then that one speaks."""
    same = Change.objects.select_for_update().filter(pk=change.pk, state=_State.WAITING, tries=change.tries)
    return same.exists()
