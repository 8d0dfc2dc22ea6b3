from collections.abc import Sequence

from django.db import IntegrityError, transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.contacts.access import group_for, written_box_for
from medimail.contacts.actions.favourites import locked_book
from medimail.contacts.cards import Card
from medimail.contacts.errors import Full, NameTaken
from medimail.contacts.models import GROUPS, MEMBERS, Group, Member
from medimail.contacts.words import kept


@transaction.atomic
def open_group(user: User, name: str, *, box: int | None = None) -> tuple[Group, bool]:
    """The group of that name, and whether it is new. Raises `Full`."""
    book = locked_book(user, box)
    if known := book.groups.filter(name__iexact=name).first():
        return known, False
    if book.groups.count() >= GROUPS:
        raise Full(GROUPS)
    group = Group.objects.create(book=book, name=name, words=kept(name))
    trace(user, "group.created", group)
    return group, True


@transaction.atomic
def rename(user: User, pk: int, name: str) -> None:
    """Raises `NameTaken`."""
    group = _locked(user, pk)
    group.name, group.words = name, kept(name)
    try:
        with transaction.atomic():
            group.save(update_fields=["name", "words"])
    except IntegrityError:
        raise NameTaken from None
    trace(user, "group.renamed", group)


@transaction.atomic
def gather(user: User, pk: int, cards: Sequence[Card]) -> int:
    """How many are new to the group. Raises `Full`: then none was added."""
    group = _locked(user, pk)
    known = set(group.members.values_list("address", flat=True))
    new = [card for card in cards if card.address not in known]
    if len(known) + len(new) > MEMBERS:
        raise Full(MEMBERS)
    if new:
        Member.objects.bulk_create(Member(group=group, **card.columns()) for card in new)
        trace(user, "group.grown", group, members=len(new))
    return len(new)


@transaction.atomic
def part(user: User, pk: int, address: str) -> Card | None:
    """What left the group; nothing when a first click already did."""
    group = _locked(user, pk)
    member = group.members.filter(address=address).first()
    if member is None:
        return None
    member.delete()
    trace(user, "group.member_removed", group)
    return Card.of(member)


@transaction.atomic
def disband(user: User, pk: int) -> None:
    group = _locked(user, pk)
    trace(user, "group.deleted", group)
    group.delete()


def _locked(user: User, pk: int) -> Group:
    book = group_for(user, pk).book
    if book.mailbox_id:
        written_box_for(user, book.mailbox_id)
    return Group.objects.select_for_update().get(pk=pk)
