from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox
from medimail.transfers.models import Transfer


def transfer_for(person: User, mailbox: Mailbox, pk: int) -> Transfer:
    """Of that person alone, in a box they may open now. Raises Transfer.DoesNotExist."""
    return Transfer.objects.select_related("mailbox", "person").get(pk=pk, mailbox=mailbox, person=person)
