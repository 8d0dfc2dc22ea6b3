"""An administrator decides only inside their structure or region; elsewhere an application does not exist."""

from dataclasses import dataclass

from django.db.models import QuerySet

from medimail.accounts.models import User
from medimail.enrolment.models import Application
from medimail.lib import nomenclature
from medimail.servicedesk.models import Administrator

# Before the profile is sent there is nothing to decide, and what a visitor began is nobody's business.
_SEEN = (
    Application.State.AWAITING_VALIDATION,
    Application.State.INFO_REQUESTED,
    Application.State.REFUSED,
    Application.State.ACTIVE,
    Application.State.SUSPENDED,
    Application.State.CLOSED,
)


@dataclass(frozen=True, slots=True)
class Desk:
    administrator: Administrator
    label: str


def desk_of(user: User) -> Desk:
    """`Administrator.DoesNotExist` for everyone else."""
    administrator = Administrator.objects.select_related("structure").get(user=user)
    return Desk(administrator, _label(administrator))


def is_administrator(user: User) -> bool:
    return Administrator.objects.filter(user=user).exists()


def applications_for(user: User) -> QuerySet[Application]:
    """Applications in this person's scope; one's own is never among them. Raises for non-administrators."""
    administrator = desk_of(user).administrator
    inside = (
        Application.objects.filter(state__in=_SEEN).exclude(user=user).select_related("user__profile", "decided_by")
    )
    if administrator.scope == Administrator.Scope.PLATFORM:
        return inside
    if administrator.scope == Administrator.Scope.REGION:
        return inside.filter(user__profile__region_code=administrator.region_code)
    assert administrator.structure is not None  # noqa: S101 (the constraint scope_says_where)
    return inside.filter(user__profile__finess=administrator.structure.finess)


def application_for(user: User, pk: int) -> Application:
    return applications_for(user).get(pk=pk)


def _label(administrator: Administrator) -> str:
    if administrator.structure:
        return f"Structure · {administrator.structure.name}"
    region = nomenclature.region(administrator.region_code)
    return f"Centre de services · {region.label}" if region else "Plateforme"
