from typing import Any

from django.db import connection
from django.db.models import QuerySet

from medimail.accounts.models import User
from medimail.directory.prepared import Prepared
from medimail.mailboxes.models import Mailbox


def openable_by(user: User) -> QuerySet[Mailbox]:
    """Active boxes whose mail this person may read. Administrators never appear here by their role."""
    return Mailbox.objects.filter(holder=user, state=Mailbox.State.ACTIVE)


def mailboxes_of(user: User) -> list[Mailbox]:
    """All boxes the person may open, with their holder if that is the person."""
    boxes = [Mailbox.from_db(connection.alias, _COLUMNS, row) for row in _BOXES.all(user.pk)]
    for box in boxes:
        if box.holder_id == user.pk:
            box.holder = user
    return boxes


def mailbox_for(user: User, pk: int) -> Mailbox:
    """The box, or `Mailbox.DoesNotExist`: a stranger learns nothing, not even that it exists."""
    return among(mailboxes_of(user), pk)


def among(boxes: list[Mailbox], pk: int) -> Mailbox:
    """As `mailbox_for`, of boxes already read."""
    found = next((box for box in boxes if box.pk == pk), None)
    if found is None:
        raise Mailbox.DoesNotExist
    return found


def in_order(boxes: QuerySet[Mailbox]) -> QuerySet[Mailbox]:
    """After an upgrade the PER box comes before the MED one."""
    return boxes.order_by("-kind", "id")


_COLUMNS = tuple(field.attname for field in Mailbox._meta.concrete_fields)


def _boxes(user: int) -> QuerySet[Mailbox, Any]:
    return in_order(openable_by(User(pk=user))).values_list(*_COLUMNS)


_BOXES = Prepared(_boxes, -1)
