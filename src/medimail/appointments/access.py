"""An agent reaches the appointments of their region; a visitor theirs, by the signed link of their letters."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet

from medimail.accounts.models import User
from medimail.appointments.models import Appointment, Closure
from medimail.servicedesk.access import at_work
from medimail.servicedesk.models import Administrator

_SIGNER = Signer(salt="medimail.appointments")
Scope = Administrator.Scope


def region_of(agent: User) -> str:
    """`Administrator.DoesNotExist` for who publishes no hours: all but the administrators of a region."""
    return at_work().get(user=agent, scope=Scope.REGION).region_code


def appointments_for(user: User) -> QuerySet[Appointment]:
    """Those of the region, colleagues' too; all for the platform operator. Raises for everyone else."""
    administrator = at_work().get(user=user, scope__in=[Scope.REGION, Scope.PLATFORM])
    found = Appointment.objects.filter(erased_at__isnull=True).select_related("agent")
    return found if administrator.scope == Scope.PLATFORM else found.filter(region_code=administrator.region_code)


def appointment_for(user: User, pk: int) -> Appointment:
    return appointments_for(user).get(pk=pk)


def closure_for(agent: User, pk: int) -> Closure:
    return Closure.objects.get(pk=pk, agenda__agent=agent)


def token_of(appointment: Appointment) -> str:
    return _SIGNER.sign(appointment.uid.hex)


def appointment_of(token: str) -> Appointment:
    """`Appointment.DoesNotExist` for a link we did not write and for one whose data are gone."""
    try:
        uid = UUID(_SIGNER.unsign(token))
    except (BadSignature, ValueError) as wrong:
        raise Appointment.DoesNotExist from wrong
    return Appointment.objects.select_related("agent").get(uid=uid, erased_at__isnull=True)


def link_of(appointment: Appointment) -> str:
    """For letters and calendars: never made from the Host of a request."""
    return f"{settings.PUBLIC_URL}/rendez-vous/{token_of(appointment)}/"


def link_for_agent(appointment: Appointment) -> str:
    return f"{settings.PUBLIC_URL}/rendez-vous/agenda/{appointment.pk}/"
