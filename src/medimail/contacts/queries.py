"""Reads for screens. Nothing here tells a person who hid from one who left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from medimail.accounts.models import User
from medimail.contacts.access import shared_box_for
from medimail.contacts.models import Book, Contact, Favourite, Group, Member
from medimail.contacts.words import holding
from medimail.directory.queries import listed


@dataclass(frozen=True, slots=True)
class Line:
    """A favourite or a member, as it stands today."""

    pk: int
    address: str
    name: str
    typed: bool
    """By hand, and no directory lists it."""
    gone: bool
    """No directory lists it any more; since `gone_since`, or since the last review."""
    gone_since: date | None

    @property
    def called(self) -> str:
        return self.name or self.address

    @classmethod
    def of(cls, contact: Contact, *, there: bool) -> "Line":
        typed = contact.came == Contact.Came.TYPED
        gone = not there and not typed
        return cls(
            contact.pk, contact.address, contact.name, typed and not there, gone, contact.gone_since if gone else None
        )


@dataclass(frozen=True, slots=True)
class GroupLine:
    pk: int
    name: str
    members: int
    to_review: int
    """Members that no directory lists any more."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The content of one book."""

    favourites: list[Line]
    groups: list[GroupLine]


def shelf(user: User, *, box: int | None = None, text: str = "") -> Shelf:
    """All of it, or what holds the words of the text: in a name, in an address, in a member of a group."""
    books = _book(user, box)
    favourites, groups = Favourite.objects.filter(book__in=books), Group.objects.filter(book__in=books)
    if text:
        favourites = favourites.filter(holding(text))
        within = Member.objects.filter(holding(text), group=OuterRef("pk"))
        groups = groups.filter(holding(text) | Exists(within))
    return Shelf(_lines(favourites), _group_lines(groups))


def members(group: Group) -> list[Line]:
    return _lines(Member.objects.filter(group=group))


def favourites_outside(user: User, group: Group) -> list[Line]:
    """Of the person and of the group's book, to add to the group."""
    books = Book.objects.filter(Q(owner=user) | Q(pk=group.book_id))
    found = Favourite.objects.filter(book__in=books).exclude(address__in=group.members.values("address"))
    return list({line.address: line for line in _lines(found) if not line.gone}.values())


def favourite_addresses(user: User, addresses: Collection[str]) -> set[str]:
    """Those of these addresses that are favourites of the person."""
    found = Favourite.objects.filter(book__owner=user, address__in=addresses)
    return set(found.values_list("address", flat=True))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """For the recipients of a message."""

    name: str
    """Of the person or of the group; may be empty for an address typed by hand."""
    addresses: tuple[str, ...]
    gone: tuple[str, ...] = ()
    """Of the addresses, those that no directory lists any more: the composer warns."""
    is_group: bool = False


def matching(books: Collection[int], text: str, most: int) -> list[Suggestion]:
    """Groups first, then favourites. Asked at each letter typed, by many who keep no book."""
    if not books:
        return []
    groups = Group.objects.filter(holding(text), Exists(Member.objects.filter(group=OuterRef("pk"))), book__in=books)
    favourites = Favourite.objects.filter(holding(text), book__in=books)
    found = [*_suggested(list(groups.order_by("words")[:most])), *_people(favourites, most)]
    return found[:most]


def suggestion_of(kept: Favourite | Group) -> Suggestion:
    if isinstance(kept, Group):
        return _suggestion(kept.name, members(kept))
    return _people(Favourite.objects.filter(pk=kept.pk), 1)[0]


def _suggested(groups: list[Group]) -> list[Suggestion]:
    """In one query, whatever their size."""
    if not groups:
        return []
    rows = Member.objects.filter(group__in=groups).select_related("group").annotate(there=listed("address"))
    within: dict[Group, list[Line]] = {}
    for row in rows.order_by("group__words", "group_id", "words", "pk"):
        within.setdefault(row.group, []).append(Line.of(row, there=row.there))
    return [_suggestion(group.name, lines) for group, lines in within.items()]


def _suggestion(name: str, lines: list[Line]) -> Suggestion:
    gone = tuple(line.address for line in lines if line.gone)
    return Suggestion(name, tuple(line.address for line in lines), gone, is_group=True)


def _people(favourites: QuerySet[Favourite], most: int) -> list[Suggestion]:
    """One address kept in both books is offered once."""
    lines = {line.address: line for line in _lines(favourites, 2 * most)}
    found = list(lines.values())[:most]
    return [Suggestion(one.name, (one.address,), (one.address,) if one.gone else ()) for one in found]


def _book(user: User, box: int | None) -> QuerySet[Book]:
    if box is None:
        return Book.objects.filter(owner=user)
    return Book.objects.filter(mailbox=shared_box_for(user, box))


def _lines(contacts: QuerySet[Favourite] | QuerySet[Member], most: int | None = None) -> list[Line]:
    rows = contacts.order_by("words", "pk").annotate(there=listed("address"))[:most]
    return [Line.of(row, there=row.there) for row in rows]


def _group_lines(groups: QuerySet[Group]) -> list[GroupLine]:
    left = Q(members__came=Contact.Came.DIRECTORY) & ~Q(listed("members__address"))
    counted = groups.annotate(size=Count("members"), left=Count("members", filter=left))
    return [GroupLine(row.pk, row.name, row.size, row.left) for row in counted.order_by("words", "pk")]
