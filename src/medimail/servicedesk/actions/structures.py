"""Structures and who administers them: the work of a region, or of the platform."""

from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.notifications.actions import notify
from medimail.servicedesk.access import region_desk, structure_for
from medimail.servicedesk.errors import AdministratorElsewhere, LastOne, NobodyThere
from medimail.servicedesk.models import Administrator
from medimail.servicedesk.queries.people import person_at
from medimail.structures.actions import Facts, amend, register
from medimail.structures.models import Structure


@transaction.atomic
def add_structure(user: User, facts: Facts) -> Structure:
    """The structure of these numbers, in the administrator's own region. Raises `Structure.DoesNotExist` elsewhere."""
    administrator = region_desk(user).administrator
    if administrator.region_code and facts.region_code != administrator.region_code:
        raise Structure.DoesNotExist
    return structure_for(user, register(facts, by=user).pk)


@transaction.atomic
def amend_structure(user: User, pk: int, *, name: str, postcode: str, town: str) -> None:
    region_desk(user)
    amend(structure_for(user, pk), name=name, postcode=postcode, town=town, by=user)


@transaction.atomic
def appoint_for(user: User, pk: int, address: str) -> User:
    """Raises `NobodyThere` and `AdministratorElsewhere`."""
    region_desk(user)
    structure, chosen = structure_for(user, pk), person_at(address)
    if chosen is None:
        raise NobodyThere
    found, created = Administrator.objects.get_or_create(
        user=chosen, defaults={"scope": Administrator.Scope.STRUCTURE, "structure": structure}
    )
    if found.structure_id != structure.pk:
        raise AdministratorElsewhere
    if created:
        trace(user, "administrator.appointed", found, scope=found.scope)
        _tell(chosen, structure, "appointed")
    return chosen


@transaction.atomic
def dismiss(user: User, pk: int, administrator: int, *, even_last: bool = False) -> User:
    """Raises `LastOne` unless that is wanted, and `Administrator.DoesNotExist` when it was done already."""
    region_desk(user)
    structure = structure_for(user, pk)
    held = Administrator.objects.select_for_update(of=("self",)).filter(structure=structure)
    others = list(held.select_related("user"))
    found = next((one for one in others if one.pk == administrator), None)
    if found is None:
        raise Administrator.DoesNotExist
    if len(others) == 1 and not even_last:
        raise LastOne
    trace(user, "administrator.dismissed", found, scope=found.scope)
    found.delete()
    _tell(found.user, structure, "dismissed")
    return found.user


def _tell(to: User, structure: Structure, what: str) -> None:
    notify(to.email, "administrator", {"first_name": to.first_name, "structure": structure.name, "what": what})
