"""What this room knows of a person, for the person to take along. Of agents it says nothing."""

from django.db.models import Q

from medimail.accounts.models import User
from medimail.appointments.models import Appointment

_NAMES = ("starts_at", "ends_at", "state", "subject", "name", "email", "phone", "words", "farewell", "made_at")


def personal_data(user: User) -> dict[str, object]:
    """Booked while signed in, or under the address that this person has proved."""
    theirs = Appointment.objects.filter(Q(visitor=user) | Q(email=user.email), erased_at__isnull=True)
    return {"appointments": list(theirs.order_by("starts_at", "id").values(*_NAMES))}
