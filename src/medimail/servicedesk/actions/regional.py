"""Who administers a region: the platform's choice."""

from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.lib import nomenclature
from medimail.notifications.actions import notify
from medimail.servicedesk.access import operator_desk
from medimail.servicedesk.errors import AdministratorElsewhere, LastOne, NobodyThere
from medimail.servicedesk.models import Administrator
from medimail.servicedesk.queries.people import person_at

Scope = Administrator.Scope


@transaction.atomic
def appoint_region(user: User, region_code: str, address: str) -> User:
    """Raises `NobodyThere` and `AdministratorElsewhere`."""
    operator_desk(user)
    chosen = person_at(address)
    if chosen is None:
        raise NobodyThere
    found, created = Administrator.objects.get_or_create(
        user=chosen, defaults={"scope": Scope.REGION, "region_code": region_code}
    )
    if (found.scope, found.region_code) != (Scope.REGION, region_code):
        raise AdministratorElsewhere
    if created:
        trace(user, "administrator.appointed", found, scope=found.scope)
        _tell(chosen, region_code, "appointed")
    return chosen


@transaction.atomic
def dismiss_region(user: User, administrator: int, *, even_last: bool = False) -> User:
    """Raises `LastOne` unless that is wanted, and `Administrator.DoesNotExist` when it was done already."""
    operator_desk(user)
    region = Administrator.objects.get(pk=administrator, scope=Scope.REGION).region_code
    held = Administrator.objects.select_for_update(of=("self",)).filter(scope=Scope.REGION, region_code=region)
    others = list(held.select_related("user").order_by("pk"))
    found = next((one for one in others if one.pk == administrator), None)
    if found is None:
        raise Administrator.DoesNotExist
    if len(others) == 1 and not even_last:
        raise LastOne
    trace(user, "administrator.dismissed", found, scope=found.scope)
    found.delete()
    _tell(found.user, region, "dismissed")
    return found.user


def _tell(to: User, region_code: str, what: str) -> None:
    region = nomenclature.region_label(region_code)
    notify(to.email, "administrator", {"first_name": to.first_name, "region": region, "what": what})
