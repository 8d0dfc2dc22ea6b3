from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.audit.queries import acted
from medimail.mailboxes.access import lost_by
from medimail.mailboxes.queries import managers_of
from medimail.notifications.actions import notify

_AGAIN = timedelta(days=1)


@transaction.atomic
def ask_for_access(person: User, pk: int) -> bool:
    """A letter to the managers; False when one left in the last day. Raises Mailbox.DoesNotExist."""
    box = lost_by(person, pk)
    User.objects.select_for_update().get(pk=person.pk)  # two clicks at once are one letter
    if acted(person, "right.asked", box, since=timezone.now() - _AGAIN):
        return False
    for manager in managers_of(box):
        context = {"first_name": manager.first_name, "by": person.full_name, "name": box.display_name, "box": box.pk}
        notify(manager.email, "right_asked", context)
    trace(person, "right.asked", box)
    return True
