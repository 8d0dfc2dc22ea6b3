"""What this room knows of a person, for the person to take along. Of administrators it says only their office."""

from medimail.accounts.models import User
from medimail.idleness.models import Leave, Presence


def personal_data(user: User) -> dict[str, object]:
    seen = Presence.objects.filter(user=user).first()
    leave = Leave.objects.filter(user=user).first()
    return {
        "presence": seen and {name: getattr(seen, name) for name in ("seen_on", "stage", "suspends_on", "asked_at")},
        "long_leave": leave and {"starts_on": leave.starts_on, "ends_on": leave.ends_on},
    }
