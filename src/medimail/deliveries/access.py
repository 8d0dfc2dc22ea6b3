from medimail.deliveries.models import Delivery
from medimail.mailboxes.models import Mailbox


def delivery_for(mailbox: Mailbox, pk: int) -> Delivery:
    """A line of a box the person may open, or `Delivery.DoesNotExist`."""
    return Delivery.objects.get(pk=pk, mailbox=mailbox)
