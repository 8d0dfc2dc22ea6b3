"""The letters of a transfer: what is ready, never what is in it."""

from medimail.notifications.actions import notify
from medimail.transfers.models import Transfer


def told_ready(transfer: Transfer) -> None:
    person = transfer.person
    context = {"first_name": person.first_name, "address": transfer.mailbox.address, "box": transfer.mailbox_id}
    notify(person.email, f"transfer_{transfer.kind}", context)
