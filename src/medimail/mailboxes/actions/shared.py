"""A box of a structure opens, is suspended, is closed. Who opens it are its members."""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.actions.announcing import announce_shared
from medimail.mailboxes.actions.cutting import cut_off
from medimail.mailboxes.actions.grants import grant_to
from medimail.mailboxes.addressing import domain_of_structure
from medimail.mailboxes.errors import AddressTaken, NoDomain
from medimail.mailboxes.models import Mailbox, Role
from medimail.structures.models import Structure


@dataclass(frozen=True, slots=True)
class SharedBox:
    kind: Mailbox.Kind
    structure: Structure
    local_part: str
    service: str = ""
    description: str = ""
    responsible: str = ""


@transaction.atomic
def open_shared(wanted: SharedBox, *, manager: User, by: User | None) -> Mailbox:
    """With its first manager. Raises `NoDomain` and `AddressTaken`: the unique constraint is the judge."""
    structure = wanted.structure
    domain = domain_of_structure(structure.finess, structure.region_code)
    if domain is None:
        raise NoDomain(f"region {structure.region_code}")
    try:
        with transaction.atomic():
            box = Mailbox.objects.create(
                kind=wanted.kind,
                address=f"{wanted.local_part}@{domain.name}",
                domain=domain,
                display_name=" – ".join(filter(None, (structure.name, wanted.service))),
                structure=structure,
                service=wanted.service,
                description=wanted.description,
                responsible=wanted.responsible,
                quota_bytes=settings.MAILBOX_QUOTA_BYTES,
            )
    except IntegrityError as taken:
        raise AddressTaken from taken
    trace(by, "mailbox.opened", box, kind=wanted.kind)
    grant_to(box, manager, Role.MANAGER, by=by, starts_on=timezone.localdate(), ends_on=None)
    announce_shared(box.pk)
    return box


@transaction.atomic
def move_shared(pk: int, after: Mailbox.State, *, by: User | None) -> bool:
    """False when it stands there already, or is closed: closed is for good, so that no address is ever given twice."""
    box = Mailbox.objects.select_for_update().exclude(structure=None).get(pk=pk)
    if box.state in {after, Mailbox.State.CLOSED}:
        return False
    box.state = after
    box.save(update_fields=["state"])
    trace(by, f"mailbox.{after}", box)
    announce_shared(box.pk)
    cut_off(box)
    return True


@transaction.atomic
def name_manager(box: Mailbox, person: User, *, by: User) -> None:
    """Decided by an administrator of the structure. Whoever managed before stays: nothing is lost between two."""
    Mailbox.objects.select_for_update().get(pk=box.pk)
    held = box.grants.filter(person=person, ended_at=None).first()
    if held and held.role == Role.MANAGER:
        return
    if held:
        held.ended_at = timezone.now()
        held.save(update_fields=["ended_at"])
    grant_to(box, person, Role.MANAGER, by=by, starts_on=timezone.localdate(), ends_on=None)
