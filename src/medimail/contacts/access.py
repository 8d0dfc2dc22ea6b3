"""A book is reached by its person; that of a BAL ORG by whoever may open the box."""

from django.db.models import Q, QuerySet

from medimail.accounts.models import User
from medimail.contacts.models import Book, Favourite, Group
from medimail.mailboxes.access import mailbox_for, openable_by
from medimail.mailboxes.models import Mailbox


def shared_boxes(user: User) -> QuerySet[Mailbox]:
    return openable_by(user).filter(kind=Mailbox.Kind.ORG)


def shared_box_for(user: User, pk: int) -> Mailbox:
    return shared_boxes(user).get(pk=pk)


def written_box_for(user: User, pk: int) -> Mailbox:
    """A shared box whose book this person may change: not a reader."""
    box = mailbox_for(user, pk)
    if box.kind != Mailbox.Kind.ORG or not box.may_write:
        raise Mailbox.DoesNotExist
    return box


def books_for(user: User) -> QuerySet[Book]:
    return Book.objects.filter(Q(owner=user) | Q(mailbox__in=shared_boxes(user)))


def books_offered(user: User, mailbox: Mailbox | None = None) -> list[int]:
    """To who writes: their own, and from a shared box the box's too."""
    return list(
        books_for(user).filter(Q(owner=user) | Q(mailbox=mailbox, mailbox__isnull=False)).values_list("pk", flat=True)
    )


def favourite_for(user: User, pk: int) -> Favourite:
    return Favourite.objects.get(pk=pk, book__in=books_for(user))


def group_for(user: User, pk: int) -> Group:
    return Group.objects.select_related("book__mailbox").get(pk=pk, book__in=books_for(user))
