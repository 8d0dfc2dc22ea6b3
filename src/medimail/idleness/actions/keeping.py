from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.idleness.models import Presence


@transaction.atomic
def keep(user: User, *, by: User) -> None:
    """However long it is silent. Who may say so is servicedesk's rule."""
    Presence.objects.get_or_create(user=user, defaults={"seen_on": timezone.localdate()})
    rest = {"stage": Presence.Stage.HERE, "suspends_on": None}
    open_ones = Presence.objects.filter(user=user, kept_at=None).exclude(stage=Presence.Stage.SUSPENDED)
    if open_ones.update(kept_by=by, kept_at=timezone.now(), **rest):
        trace(by, "account.kept_open", user)


@transaction.atomic
def stop_keeping(user: User, *, by: User) -> None:
    """Its silence counts from today, so that nobody is warned at once."""
    kept = Presence.objects.filter(user=user).exclude(kept_at=None)
    if kept.update(kept_by=None, kept_at=None, seen_on=timezone.localdate()):
        trace(by, "account.kept_no_more", user)
