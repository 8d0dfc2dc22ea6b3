from medimail.accounts.models import Profile
from medimail.deliveries.models import Delivery
from medimail.notifications.actions import notify


def tell_trouble(row: Delivery) -> None:
    """To whoever sent it, if they want letters at all: one of their messages needs them. Not a word of it."""
    if row.person and Profile.objects.filter(user=row.person, notify=True).exists():
        context = {"first_name": row.person.first_name, "address": row.mailbox.address, "mailbox_id": row.mailbox_id}
        notify(row.person.email, "delivery_trouble", context)
