from datetime import date

from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.idleness.models import Leave, Presence

Stage = Presence.Stage


@transaction.atomic
def note_leave(user: User, starts_on: date, ends_on: date, *, by: User) -> None:
    """It takes the place of one noted before. Until it is over nobody is warned, and then the count begins anew."""
    said = {"starts_on": starts_on, "ends_on": ends_on, "noted_by": by}
    Leave.objects.update_or_create(user=user, defaults=said)
    warned = Presence.objects.filter(user=user).exclude(stage=Stage.SUSPENDED)
    warned.update(stage=Stage.HERE, suspends_on=None)
    trace(by, "leave.noted", user, starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat())


@transaction.atomic
def end_leave(user: User, *, by: User) -> None:
    """Back earlier, or noted by mistake."""
    if Leave.objects.filter(user=user).delete()[0]:
        trace(by, "leave.ended", user)
