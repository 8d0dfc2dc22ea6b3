from django.db.models import Q, QuerySet

from medimail.accounts.models import User
from medimail.mailboxes.access import mailbox_for, openable_by
from medimail.mailboxes.models import Mailbox
from medimail.stationery.models import Paper


def usable_by(person: User, mailbox: Mailbox) -> QuerySet[Paper]:
    """Their own, and those of the box as long as they may open it."""
    of_box = Q(mailbox=mailbox, mailbox__in=openable_by(person))
    return Paper.objects.filter(Q(owner=person) | of_box)


def paper_for(person: User, mailbox: Mailbox, pk: int) -> Paper:
    """Or `Paper.DoesNotExist`."""
    return usable_by(person, mailbox).get(pk=pk)


def paper_to_change(person: User, mailbox: Mailbox, pk: int) -> Paper:
    """The same, but of those of the box only for who may write in it."""
    paper = paper_for(person, mailbox, pk)
    if paper.owner_id is None:
        writable(person, mailbox)
    return paper


def writable(person: User, mailbox: Mailbox) -> None:
    """Raises Mailbox.DoesNotExist."""
    if not mailbox_for(person, mailbox.pk).may_write:
        raise Mailbox.DoesNotExist
