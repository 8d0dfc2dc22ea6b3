from django.db.models import F

from medimail.accounts.models import User
from medimail.mailboxes.access import grants_now
from medimail.mailboxes.models import Mailbox
from medimail.notifications.actions import notify


def tell_members(box: Mailbox, state: str, reason: str = "", **said: object) -> None:
    """Nothing happens to a shared box in silence."""
    now = grants_now().filter(mailbox=box).values("person")
    for one in User.objects.filter(pk__in=now).order_by(F("pk")):
        context = {"first_name": one.first_name, "address": box.address, "state": state, "reason": reason, **said}
        notify(one.email, "box_standing", context)
