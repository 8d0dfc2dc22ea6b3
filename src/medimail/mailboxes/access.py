from django.db.models import QuerySet

from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox


def openable_by(user: User) -> QuerySet[Mailbox]:
    """Active boxes whose mail this person may read. Administrators never appear here by their role."""
    return Mailbox.objects.filter(holder=user, state=Mailbox.State.ACTIVE)


def mailbox_for(user: User, pk: int) -> Mailbox:
    """The box, or `Mailbox.DoesNotExist`: a stranger learns nothing, not even that it exists."""
    return openable_by(user).select_related("holder").get(pk=pk)
