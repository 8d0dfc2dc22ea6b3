"""What time does to an appointment."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from medimail.appointments.letters import write_to_visitor
from medimail.appointments.models import Appointment
from medimail.audit.actions import trace

DAY_BEFORE = timedelta(days=1)
_ERASED_AT_ONCE = 500


@transaction.atomic
def remind(pk: int) -> None:
    """Run twice, it writes once: the row lock holds the second back."""
    appointment = Appointment.objects.select_for_update().get(pk=pk)
    if appointment.reminded_at or not appointment.is_coming:
        return
    appointment.reminded_at = timezone.now()
    appointment.save(update_fields=["reminded_at"])
    trace(None, "appointment.reminded", appointment)
    write_to_visitor(appointment, "reminder")


@transaction.atomic
def erase_old() -> None:
    """What visitors told us goes away; that an hour was given stays, for the figures."""
    limit = timezone.now() - timedelta(days=settings.APPOINTMENTS_KEPT_DAYS)
    old = Appointment.objects.select_for_update().filter(starts_at__lt=limit, erased_at__isnull=True)
    found = list(old.order_by("starts_at")[:_ERASED_AT_ONCE])
    nothing = dict.fromkeys(("name", "email", "phone", "words", "farewell"), "")
    chosen = Appointment.objects.filter(pk__in=[one.pk for one in found])
    chosen.update(**nothing, visitor=None, erased_at=timezone.now())
    for appointment in found:
        trace(None, "appointment.erased", appointment)
