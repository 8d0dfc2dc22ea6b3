"""A structure's own domain: asked for by its administrators, given by the platform."""

from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.actions import add_domain
from medimail.mailboxes.errors import DomainKnown
from medimail.mailboxes.queries import hosted
from medimail.notifications.actions import notify
from medimail.servicedesk.access import at_work, operator_desk, structure_for
from medimail.servicedesk.errors import NoFiness, NotWaiting
from medimail.servicedesk.models import Administrator, DomainRequest
from medimail.structures.models import Structure

State = DomainRequest.State


@transaction.atomic
def ask_domain(user: User, pk: int, name: str) -> DomainRequest:
    """A second click answers the request of the first. Raises `NoFiness` and `DomainKnown`."""
    structure = Structure.objects.select_for_update().get(pk=structure_for(user, pk).pk)
    if not structure.finess:
        raise NoFiness
    if hosted(name):
        raise DomainKnown(name)
    wanted, new = DomainRequest.objects.get_or_create(
        structure=structure, name=name, state=State.WAITING, defaults={"asked_by": user}
    )
    if new:
        trace(user, "domain.asked", wanted)
        _tell_platform(wanted)
    return wanted


@transaction.atomic
def withdraw_domain(user: User, pk: int, request: int) -> None:
    """Raises `NotWaiting`."""
    wanted = _waiting(request, structure=structure_for(user, pk))
    _decide(wanted, State.WITHDRAWN, user)


@transaction.atomic
def accept_domain(user: User, pk: int) -> DomainRequest:
    """It is hosted from now on. Raises `NotWaiting` and `DomainKnown`."""
    operator_desk(user)
    wanted = _waiting(pk)
    structure = wanted.structure
    add_domain(user, wanted.name, region_code=structure.region_code, finess=structure.finess)
    _decide(wanted, State.ACCEPTED, user)
    return wanted


@transaction.atomic
def refuse_domain(user: User, pk: int, reason: str) -> DomainRequest:
    """Raises `NotWaiting`."""
    operator_desk(user)
    wanted = _waiting(pk)
    _decide(wanted, State.REFUSED, user, reason)
    return wanted


def _waiting(pk: int, **where: Structure) -> DomainRequest:
    rows = DomainRequest.objects.select_for_update(of=("self",)).select_related("structure", "asked_by")
    wanted = rows.get(pk=pk, **where)
    if wanted.state != State.WAITING:
        raise NotWaiting
    return wanted


def _decide(wanted: DomainRequest, state: DomainRequest.State, by: User, reason: str = "") -> None:
    wanted.state, wanted.decided_by, wanted.decided_at, wanted.reason = state, by, timezone.now(), reason
    wanted.save()
    trace(by, f"domain.{state}", wanted)
    if wanted.asked_by != by:
        to = wanted.asked_by
        said = {"first_name": to.first_name, "name": wanted.name, "state": state, "reason": reason}
        notify(to.email, "domain_decided", said | {"structure": wanted.structure.pk})


def _tell_platform(wanted: DomainRequest) -> None:
    for one in at_work().filter(scope=Administrator.Scope.PLATFORM).select_related("user"):
        said = {"first_name": one.user.first_name, "name": wanted.name, "structure": wanted.structure.name}
        notify(one.user.email, "domain_asked", said)
