"""Who decides, and on what."""

from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.servicedesk.models import Administrator
from medimail.structures.models import Structure


@transaction.atomic
def appoint(
    user: User, scope: Administrator.Scope, *, region_code: str = "", structure: Structure | None = None
) -> None:
    administrator, created = Administrator.objects.get_or_create(
        user=user, defaults={"scope": scope, "region_code": region_code, "structure": structure}
    )
    if created:
        trace(None, "administrator.appointed", administrator, scope=scope)
