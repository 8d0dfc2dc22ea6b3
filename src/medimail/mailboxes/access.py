from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from medimail.accounts.models import User
from medimail.directory.prepared import Prepared
from medimail.mailboxes.models import Grant, Invitation, Mailbox, Role

_INVITED_FOR = timedelta(days=30)


class Today(Func):
    """As the house counts days: in metropolitan France. Asked of the database, so that a query is written once."""

    template = "(now() AT TIME ZONE 'Europe/Paris')::date"
    output_field = DateField()


def grants_now() -> QuerySet[Grant]:
    """Rights that hold today."""
    today: Any = Today()
    return Grant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), ended_at=None, suspended=False, starts_on__lte=today
    )


def waiting() -> QuerySet[Invitation]:
    """Invitations that may still be taken up."""
    return Invitation.objects.filter(ended_at=None, given_at__gt=timezone.now() - _INVITED_FOR)


def openable_by(user: User) -> QuerySet[Mailbox]:
    """Active boxes whose mail this person may read. Administrators never appear here by their role."""
    given = Q(pk__in=grants_now().filter(person=user).values("mailbox"))
    return Mailbox.objects.filter(Q(holder=user) | given, state=Mailbox.State.ACTIVE)


def mailboxes_of(user: User) -> list[Mailbox]:
    """All boxes the person may open, with `role`, and with their holder if that is the person."""
    return [_box(row, user) for row in _BOXES.all(user.pk)]


def mailbox_for(user: User, pk: int) -> Mailbox:
    """The box, or `Mailbox.DoesNotExist`: a stranger learns nothing, not even that it exists."""
    return among(mailboxes_of(user), pk)


def has_own_box(user: User) -> bool:
    """What a validated account is known by: until then its profile says what anybody may have typed."""
    return Mailbox.objects.filter(holder=user, state=Mailbox.State.ACTIVE).exists()


def lost_by(user: User, pk: int) -> Mailbox:
    """A shared box the person may not open but may ask for: a former member, or somebody of its structure.

    Mailbox.DoesNotExist for everybody else, also while the account is not validated or suspended.
    """
    if not has_own_box(user):
        raise Mailbox.DoesNotExist
    place = user.profile.finess if hasattr(user, "profile") else ""
    near = Q(structure__finess=place) if place else Q(pk=None)
    former = Q(pk__in=Grant.objects.filter(person=user).values("mailbox"))
    asked = Mailbox.objects.filter(former | near, holder=None, state=Mailbox.State.ACTIVE)
    return asked.exclude(pk__in=openable_by(user)).get(pk=pk)


def among(boxes: list[Mailbox], pk: int) -> Mailbox:
    """As `mailbox_for`, of boxes already read."""
    found = next((box for box in boxes if box.pk == pk), None)
    if found is None:
        raise Mailbox.DoesNotExist
    return found


def in_order(boxes: QuerySet[Mailbox], user: User) -> QuerySet[Mailbox]:
    """One's own first, and after an upgrade the PER box before the MED one."""
    return boxes.order_by(Case(When(holder=user, then=0), default=1), "-kind", "id")


def _box(row: tuple[Any, ...], user: User) -> Mailbox:
    box = Mailbox.from_db(connection.alias, _COLUMNS, row[:-2])
    box.role, box.delegated = row[-2:]
    if box.holder_id == user.pk:
        box.holder = user
    return box


_COLUMNS = tuple(field.attname for field in Mailbox._meta.concrete_fields)


def _boxes(user: int) -> QuerySet[Mailbox, Any]:
    given = grants_now().filter(person=user, mailbox=OuterRef("pk")).values("role")[:1]
    role = Case(
        When(holder=user, then=Value(Role.HOLDER.value)), default=Subquery(given), output_field=CharField(max_length=7)
    )
    boxes = in_order(openable_by(User(pk=user)), User(pk=user))
    delegated = Q(holder=user) & Exists(grants_now().filter(mailbox=OuterRef("pk")))
    return boxes.annotate(right=role, shared=ExpressionWrapper(delegated, BooleanField())).values_list(
        *_COLUMNS, "right", "shared"
    )


_BOXES = Prepared(_boxes, -1)
