"""On a request for a shared box: accept, refuse, ask. The second of two administrators is told what the first did."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from medimail.accounts.models import User
from medimail.directory.queries import places_of_structures
from medimail.mailboxes.actions import SharedBox, give, invite, open_shared
from medimail.mailboxes.errors import HasRight, WrongRight
from medimail.mailboxes.models import Mailbox, Role
from medimail.notifications.actions import notify
from medimail.servicedesk.access import box_request_for, structures_for
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince, StructureElsewhere
from medimail.servicedesk.queries.people import person_at
from medimail.shared_boxes import actions as shared_boxes
from medimail.shared_boxes.access import lock
from medimail.shared_boxes.errors import WrongState
from medimail.shared_boxes.models import BoxRequest
from medimail.structures.actions import Facts, register
from medimail.structures.models import Structure


@transaction.atomic
def accept_box(user: User, pk: int, local_part: str, *, read: datetime | None = None) -> Mailbox:
    """The box opens under this name and the person manages it, or nothing happens at all.

    Raises `AlreadyDecided`, `ChangedSince`, `StructureElsewhere`, `mailboxes.errors.NoDomain` and `AddressTaken`.
    """
    with _held(user, pk, read) as request:
        structure = _structure(request, user)
        box = open_shared(_wanted(request, structure, local_part), manager=request.asked_by, by=user)
        shared_boxes.accept(request, user, box)
    _invite(request, box)
    _tell(request, "box_open", address=box.address, box=box.pk)
    return box


@transaction.atomic
def refuse_box(user: User, pk: int, reason: str, *, read: datetime | None = None) -> None:
    """Raises `AlreadyDecided` and `ChangedSince`."""
    with _held(user, pk, read) as request:
        shared_boxes.refuse(request, user, reason)
    _tell(request, "box_refused", reason=reason)


@transaction.atomic
def ask_about_box(user: User, pk: int, question: str, *, read: datetime | None = None) -> None:
    """Raises `AlreadyDecided` and `ChangedSince`."""
    with _held(user, pk, read) as request:
        shared_boxes.question(request, user, question)
    _tell(request, "box_question", reason=question)


@contextmanager
def _held(user: User, pk: int, read: datetime | None) -> Iterator[BoxRequest]:
    """Access first, then the lock, then the two ways of coming too late."""
    request = lock(box_request_for(user, pk).pk)
    if request.state != BoxRequest.State.WAITING:
        raise AlreadyDecided(request.decided_by, request.state)
    if read is not None and read != request.submitted_at:
        raise ChangedSince
    try:
        yield request
    except WrongState as wrong:
        raise AlreadyDecided(request.decided_by, wrong.state) from wrong


def _structure(request: BoxRequest, by: User) -> Structure:
    names = ("region_code", "finess", "siret", "postcode", "town")
    facts = Facts(request.structure_name, **{name: getattr(request, name) for name in names})
    structure = register(facts, by=by, declared=not places_of_structures([request.finess]))
    if not structures_for(by).filter(pk=structure.pk).exists():
        raise StructureElsewhere
    return structure


def _wanted(request: BoxRequest, structure: Structure, local_part: str) -> SharedBox:
    said = {name: getattr(request, name) for name in ("service", "description", "responsible")}
    return SharedBox(Mailbox.Kind(request.kind), structure, local_part, **said)


def _invite(request: BoxRequest, box: Mailbox) -> None:
    """In the name of who asked: they manage the box, and the invited know them."""
    for address in request.members:
        person = person_at(address)
        try:
            with transaction.atomic():
                if person:
                    give(request.asked_by, box, person, Role.WRITER)
                else:
                    invite(request.asked_by, box, address, Role.WRITER)
        except (HasRight, WrongRight):  # named twice, or the manager themselves
            continue


def _tell(request: BoxRequest, kind: str, **said: object) -> None:
    to = request.asked_by
    notify(to.email, kind, {"first_name": to.first_name, "request": request.pk, **said})
