from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.enrolment.models import Application
from medimail.idleness.errors import NotSuspendedForSilence
from medimail.idleness.models import Presence

Stage = Presence.Stage


def be_seen(user: User) -> None:
    """At each sign-in, by any door; it writes once a day. What was warned of does not come."""
    today = timezone.localdate()
    stays = Case(When(stage=Stage.SUSPENDED, then=F("stage")), default=Value(Stage.HERE.value))
    older = Presence.objects.filter(user=user, seen_on__lt=today)
    if not older.update(seen_on=today, stage=stays, suspends_on=None):
        Presence.objects.bulk_create([Presence(user=user, seen_on=today)], ignore_conflicts=True)


@transaction.atomic
def ask_back(user: User) -> bool:
    """False when it was asked already. Raises `NotSuspendedForSilence`."""
    application = Application.objects.select_for_update().filter(user=user).first()
    found = Presence.objects.select_for_update(of=("self",)).filter(user=user, stage=Stage.SUSPENDED).first()
    if found is None or application is None or application.state != Application.State.SUSPENDED:
        raise NotSuspendedForSilence
    if found.asked_at:
        return False
    found.asked_at = timezone.now()
    found.save(update_fields=["asked_at"])
    trace(user, "application.reactivation_asked", application)
    return True
