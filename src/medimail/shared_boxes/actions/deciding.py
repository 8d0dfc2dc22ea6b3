"""What a decision does to a locked request. Who may decide is the rule of `servicedesk`."""

from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.models import Mailbox
from medimail.shared_boxes.errors import WrongState
from medimail.shared_boxes.models import BoxRequest, ProgramAccess

State = BoxRequest.State


@transaction.atomic
def accept(request: BoxRequest, by: User, box: Mailbox) -> None:
    """Raises `WrongState` unless it waits for a decision, as the two others do."""
    request.mailbox = box
    _decide(request, by, State.ACCEPTED, "")
    if request.means:
        ProgramAccess.objects.create(mailbox=box, means=request.means)


@transaction.atomic
def refuse(request: BoxRequest, by: User, reason: str) -> None:
    _decide(request, by, State.REFUSED, reason)


@transaction.atomic
def question(request: BoxRequest, by: User, text: str) -> None:
    request.answer = ""
    _decide(request, by, State.ASKED, text)


def _decide(request: BoxRequest, by: User, state: State, reason: str) -> None:
    if request.state != State.WAITING:
        raise WrongState(request.state)
    request.state, request.decided_by, request.decided_at, request.reason = state, by, timezone.now(), reason
    request.save(update_fields=["state", "decided_by", "decided_at", "reason", "mailbox", "answer"])
    trace(by, f"box_request.{state}", request)
