from django.db import transaction

from medimail.accounts.models import Preferences, User
from medimail.audit.actions import trace


@transaction.atomic
def prefer(user: User, **chosen: str | int | bool) -> Preferences:
    """Keep these columns of `Preferences`; the others stay as they are."""
    kept, _ = Preferences.objects.update_or_create(user=user, defaults=chosen)
    trace(user, "preferences.changed", user, **chosen)
    return kept
