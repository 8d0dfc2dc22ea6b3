"""An administrator decides only inside their structure or region; elsewhere an application does not exist."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from medimail.accounts.models import User
from medimail.enrolment.models import Application, ProfileChange
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
# Sent once and taken back by the person: the desk may have it open.
_TAKEN_BACK = (Application.State.IDENTIFICATION_PENDING, Application.State.PROFILE_PENDING)
AWAY = (Application.State.SUSPENDED, Application.State.CLOSED)
"""Who is suspended as a holder decides nothing as an administrator."""


@dataclass(frozen=True, slots=True)
class Desk:
    administrator: Administrator
    label: str


def desk_of(user: User) -> Desk:
    """`Administrator.DoesNotExist` for everyone else."""
    administrator = at_work().select_related("structure").get(user=user)
    return Desk(administrator, _label(administrator))


def operator_desk(user: User) -> Desk:
    """What touches every region is the platform operator's alone. `Administrator.DoesNotExist` for everyone else."""
    desk = desk_of(user)
    if desk.administrator.scope != Administrator.Scope.PLATFORM:
        raise Administrator.DoesNotExist
    return desk


def is_administrator(user: User) -> bool:
    return at_work().filter(user=user).exists()


def at_work() -> QuerySet[Administrator]:
    return Administrator.objects.filter(user__is_active=True).exclude(user__application__state__in=AWAY)


def applications_for(user: User) -> QuerySet[Application]:
    """Applications in this person's scope; one's own is never among them. Raises for non-administrators."""
    seen = Q(state__in=_SEEN) | Q(state__in=_TAKEN_BACK, submitted_at__isnull=False)
    everyone = Application.objects.filter(seen).exclude(user=user).select_related("user__profile", "decided_by")
    return everyone.filter(_inside(desk_of(user).administrator))


def application_for(user: User, pk: int) -> Application:
    return applications_for(user).get(pk=pk)


def changes_for(user: User) -> QuerySet[ProfileChange]:
    """Changes of checked profiles in this person's scope, never one's own. Raises for non-administrators."""
    everyone = ProfileChange.objects.exclude(user=user).select_related("user__profile", "decided_by")
    return everyone.filter(_inside(desk_of(user).administrator))


def change_for(user: User, pk: int) -> ProfileChange:
    return changes_for(user).get(pk=pk)


def _inside(administrator: Administrator) -> Q:
    if administrator.scope == Administrator.Scope.PLATFORM:
        return Q()
    if administrator.scope == Administrator.Scope.REGION:
        return Q(user__profile__region_code=administrator.region_code)
    assert administrator.structure is not None  # noqa: S101 (the constraint scope_says_where)
    return Q(user__profile__finess=administrator.structure.finess)


def _label(administrator: Administrator) -> str:
    if administrator.structure:
        return f"Structure · {administrator.structure.name}"
    region = nomenclature.region_label(administrator.region_code)
    return f"Centre de services · {region}" if region else "Plateforme"
