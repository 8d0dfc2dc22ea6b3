"""An administrator decides only inside their structure or region; elsewhere an application does not exist."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from medimail.accounts.models import User
from medimail.enrolment.models import Application, ProfileChange
from medimail.lib import nomenclature
from medimail.mailboxes.models import Mailbox
from medimail.servicedesk.models import Administrator
from medimail.shared_boxes.models import BoxRequest
from medimail.structures.models import Structure

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


def region_desk(user: User) -> Desk:
    """Of a region or of the platform. `Administrator.DoesNotExist` for everyone else."""
    desk = desk_of(user)
    if desk.administrator.scope == Administrator.Scope.STRUCTURE:
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


def box_requests_for(user: User) -> QuerySet[BoxRequest]:
    """Requests for shared boxes in this person's scope, never one's own. Raises for non-administrators."""
    everyone = BoxRequest.objects.exclude(asked_by=user).select_related("asked_by__profile", "decided_by", "mailbox")
    return everyone.filter(_about(desk_of(user).administrator))


def box_request_for(user: User, pk: int) -> BoxRequest:
    return box_requests_for(user).get(pk=pk)


def _about(administrator: Administrator) -> Q:
    """What names its region and its structure itself: a request for a box."""
    if administrator.scope == Administrator.Scope.STRUCTURE:
        assert administrator.structure is not None  # noqa: S101 (the constraint scope_says_where)
        finess, siret = administrator.structure.finess, administrator.structure.siret
        return Q(finess=finess) if finess else Q(finess="", siret=siret)
    return Q(region_code=administrator.region_code) if administrator.region_code else Q()


def structures_for(user: User) -> QuerySet[Structure]:
    """Those this person administers. Raises for non-administrators."""
    administrator = desk_of(user).administrator
    if administrator.scope == Administrator.Scope.STRUCTURE:
        return Structure.objects.filter(administrator=administrator)
    inside = Q(region_code=administrator.region_code) if administrator.region_code else Q()
    return Structure.objects.filter(inside)


def structure_for(user: User, pk: int) -> Structure:
    return structures_for(user).get(pk=pk)


def shared_box_for(user: User, pk: int) -> Mailbox:
    """A box of a structure this person administers: its facts, never its mail."""
    return Mailbox.objects.select_related("structure").get(pk=pk, structure__in=structures_for(user))


def _inside(administrator: Administrator) -> Q:
    if administrator.scope == Administrator.Scope.PLATFORM:
        return Q()
    if administrator.scope == Administrator.Scope.REGION:
        return Q(user__profile__region_code=administrator.region_code)
    assert administrator.structure is not None  # noqa: S101 (the constraint scope_says_where)
    # A structure without a FINESS number has no people of its own, and not all those without any.
    return Q(user__profile__finess=administrator.structure.finess or None)


def _label(administrator: Administrator) -> str:
    if administrator.structure:
        return f"Structure · {administrator.structure.name}"
    region = nomenclature.region_label(administrator.region_code)
    return f"Centre de services · {region}" if region else "Plateforme"
