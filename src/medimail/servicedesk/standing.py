"""What a person is to the house, in one query: pages that are asked for at each letter typed need no more."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery

from medimail.accounts.models import User
from medimail.contacts.models import Book
from medimail.enrolment.models import Application
from medimail.mailboxes.access import openable_by
from medimail.mailboxes.queries import in_order
from medimail.servicedesk.access import AWAY
from medimail.servicedesk.models import Administrator


@dataclass(frozen=True, slots=True)
class Standing:
    administrator: Administrator | None
    box: int | None
    """The first of the boxes the person may open."""
    books: tuple[int, ...]
    """Of their own."""


def standing_of(user: User) -> Standing:
    away = Application.objects.filter(user=OuterRef("pk"), state__in=AWAY)
    found = (
        User.objects.filter(pk=user.pk)
        .select_related("administrator__structure")
        .annotate(
            box=Subquery(in_order(openable_by(user)).values("pk")[:1]),
            books=ArraySubquery(Book.objects.filter(owner=user.pk).values("pk")),
            away=Exists(away),
        )
        .get()
    )
    administrator = getattr(found, "administrator", None) if found.is_active and not found.away else None
    return Standing(administrator, found.box, tuple(found.books))
