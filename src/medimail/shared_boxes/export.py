"""What this room knows of a person, for the person to take along: the shared boxes they asked for."""

from medimail.accounts.models import User
from medimail.shared_boxes.models import BoxRequest

_SAID = ("kind", "structure_name", "finess", "siret", "service", "description", "local_part", "responsible")
_BECAME = ("submitted_at", "state", "decided_at", "reason", "answer")


def personal_data(user: User) -> dict[str, object]:
    return {"box_requests": list(BoxRequest.objects.filter(asked_by=user).order_by("id").values(*_SAID, *_BECAME))}
