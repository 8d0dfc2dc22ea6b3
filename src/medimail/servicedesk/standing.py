"""What a person is to the house, in one query: pages that are asked for at each letter typed need no more."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from medimail.accounts.models import User
from medimail.contacts.models import Book
from medimail.directory.prepared import Prepared
from medimail.enrolment.models import Application
from medimail.mailboxes.access import in_order, openable_by
from medimail.servicedesk.access import AWAY


@dataclass(frozen=True, slots=True)
class Standing:
    scope: str
    """Of the administrator at work; empty for everyone else."""
    region: str
    finess: str
    box: int | None
    """The first of the boxes the person may open."""
    books: tuple[int, ...]
    """Of their own."""


def _asked(user: int) -> QuerySet[User, Any]:
    return User.objects.filter(pk=user).values_list(
        *(f"administrator__{name}" for name in ("scope", "region_code", "structure__finess")),
        Exists(Application.objects.filter(user=OuterRef("pk"), state__in=AWAY)),
        Subquery(in_order(openable_by(User(pk=user)), User(pk=user)).values("pk")[:1]),
        ArraySubquery(Book.objects.filter(owner=user).values("pk")),
    )


_STANDING = Prepared(_asked, -1)


def standing_of(user: User) -> Standing:
    """Raises `User.DoesNotExist`."""
    found = _STANDING.first(user.pk)
    if found is None:
        raise User.DoesNotExist
    scope, region, finess, away, box, books = found
    at_work = user.is_active and not away
    desk = (scope or "", region or "", finess or "") if at_work else ("", "", "")
    return Standing(*desk, box, tuple(books))
