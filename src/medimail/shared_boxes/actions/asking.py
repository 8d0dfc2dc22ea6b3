"""What the person does with their own request."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.access import has_own_box
from medimail.shared_boxes.errors import NoAccount, TooMany, WrongState
from medimail.shared_boxes.models import BoxRequest, Wish

State = BoxRequest.State
OPEN = (State.WAITING, State.ASKED)
_MOST = 20
"""Open requests of one person."""


@dataclass(frozen=True, slots=True)
class Wanted:
    kind: str
    structure_name: str
    finess: str
    siret: str
    postcode: str
    town: str
    region_code: str
    service: str
    description: str
    local_part: str
    responsible: str
    means: str
    members: list[str]


@transaction.atomic
def ask(user: User, wanted: Wanted) -> BoxRequest:
    """A second click answers the request of the first. Raises `NoAccount` and `TooMany`."""
    User.objects.select_for_update().get(pk=user.pk)
    if not has_own_box(user):
        raise NoAccount
    same = BoxRequest.objects.filter(asked_by=user, state__in=OPEN)
    if twin := same.filter(**asdict(wanted)).first():
        return twin
    if same.count() >= _MOST:
        raise TooMany
    now = timezone.now()
    request = BoxRequest.objects.create(asked_by=user, waiting_since=now, submitted_at=now, **asdict(wanted))
    Wish.objects.filter(user=user).delete()
    trace(user, "box_request.submitted", request, kind=request.kind)
    return request


@transaction.atomic
def answer(user: User, pk: int, text: str) -> None:
    """Back to the queue, at its old place. Raises `WrongState` unless a question was asked."""
    request = _own(user, pk, State.ASKED)
    request.state, request.answer, request.submitted_at = State.WAITING, text, timezone.now()
    request.save(update_fields=["state", "answer", "submitted_at"])
    trace(user, "box_request.answered", request)


@transaction.atomic
def withdraw(user: User, pk: int) -> None:
    """Raises `WrongState` when it is decided."""
    request = _own(user, pk, *OPEN)
    request.state, request.decided_at = State.WITHDRAWN, timezone.now()
    request.save(update_fields=["state", "decided_at"])
    trace(user, "box_request.withdrawn", request)


def _own(user: User, pk: int, *states: str) -> BoxRequest:
    request = BoxRequest.objects.select_for_update().get(pk=pk, asked_by=user)
    if request.state not in states:
        raise WrongState(request.state)
    return request
