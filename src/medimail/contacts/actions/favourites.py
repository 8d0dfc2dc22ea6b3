from collections.abc import Sequence

from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.contacts.access import written_box_for
from medimail.contacts.cards import Card
from medimail.contacts.errors import Full
from medimail.contacts.models import FAVOURITES, Book, Favourite


def locked_book(user: User, box: int | None) -> Book:
    """Made when it is first written in. One writer at a time: limits hold, and a second click meets the first."""
    owner = {"owner": user} if box is None else {"mailbox": written_box_for(user, box)}
    book, _ = Book.objects.get_or_create(**owner)
    return Book.objects.select_for_update().get(pk=book.pk)


@transaction.atomic
def keep(user: User, cards: Sequence[Card], *, box: int | None = None) -> int:
    """As favourites of the person or of the shared box; how many are new. Raises `Full`."""
    book = locked_book(user, box)
    known = set(book.favourites.values_list("address", flat=True))
    new = [card for card in cards if card.address not in known]
    if len(known) + len(new) > FAVOURITES:
        raise Full(FAVOURITES)
    for card in new:
        trace(user, "contact.added", Favourite.objects.create(book=book, **card.columns()))
    return len(new)


@transaction.atomic
def drop(user: User, address: str, *, box: int | None = None) -> Card | None:
    """What was removed; nothing when a first click already did."""
    favourite = locked_book(user, box).favourites.filter(address=address).first()
    if favourite is None:
        return None
    trace(user, "contact.removed", favourite)
    favourite.delete()
    return Card.of(favourite)


@transaction.atomic
def forget(user: User) -> None:
    """The account is closed for good: its book goes. That of a shared box stays with the box."""
    for book in Book.objects.filter(owner=user):
        trace(user, "contact.all_removed", book)
        book.delete()
