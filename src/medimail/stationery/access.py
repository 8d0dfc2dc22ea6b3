from django.db.models import Q, QuerySet

from medimail.accounts.models import User
from medimail.mailboxes.access import openable_by
from medimail.mailboxes.models import Mailbox
from medimail.stationery.models import Paper


def usable_by(person: User, mailbox: Mailbox) -> QuerySet[Paper]:
    """Their own, and those of the box as long as they may open it."""
    of_box = Q(mailbox=mailbox, mailbox__in=openable_by(person))
    return Paper.objects.filter(Q(owner=person) | of_box)


def paper_for(person: User, mailbox: Mailbox, pk: int) -> Paper:
    """Or `Paper.DoesNotExist`."""
    return usable_by(person, mailbox).get(pk=pk)
