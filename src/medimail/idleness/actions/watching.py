"""Nobody comes any more: warned, warned again, suspended. Nothing is ever deleted."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from medimail.enrolment.actions import suspend_silent
from medimail.enrolment.models import Application
from medimail.idleness.models import Presence
from medimail.idleness.queries import due
from medimail.mailboxes.models import Mailbox
from medimail.notifications.actions import notify

Stage = Presence.Stage


def watch() -> None:
    """Run twice, each person is told once of each step. After a standstill the promised delays begin later."""
    today = timezone.localdate()
    _begin(today)
    for user in due(today).order_by("seen_on").values_list("pk", flat=True):
        _step(user, today)


def _begin(today: date) -> None:
    """Accounts that came before this count, or whose person never signed in, or that came back: from today."""
    unknown = Application.objects.filter(state=Application.State.ACTIVE, user__presence=None)
    rows = (Presence(user_id=user, seen_on=today) for user in unknown.values_list("user", flat=True))
    Presence.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    back = Presence.objects.filter(stage=Stage.SUSPENDED, user__application__state=Application.State.ACTIVE)
    back.update(stage=Stage.HERE, seen_on=today, suspends_on=None, asked_at=None)


@transaction.atomic
def _step(user: int, today: date) -> None:
    """Unless the person came back since the list was made: both rows are held, in the order of an administrator."""
    Application.objects.select_for_update().get(user=user)
    found = due(today).select_for_update(of=("self",)).select_related("user__application").filter(pk=user).first()
    if found is None:
        return
    if found.stage == Stage.WARNED_AGAIN:
        found.stage = Stage.SUSPENDED
        suspend_silent(found.user.application)
    else:
        first = found.stage == Stage.HERE
        notice = settings.IDLE_SUSPEND_DAYS - (settings.IDLE_FIRST_DAYS if first else settings.IDLE_SECOND_DAYS)
        found.stage = Stage.WARNED if first else Stage.WARNED_AGAIN
        found.suspends_on = max(found.suspends_on or today, today + timedelta(days=notice))
    found.save(update_fields=["stage", "suspends_on"])
    _tell(found)


def _tell(found: Presence) -> None:
    boxes = Mailbox.objects.filter(holder=found.user).exclude(state=Mailbox.State.CLOSED).order_by("pk")
    context = {
        "first_name": found.user.first_name,
        "stage": found.stage,
        "suspends_on": found.suspends_on,
        "addresses": list(boxes.values_list("address", flat=True)),
    }
    notify(found.user.email, "idle", context)
