"""What this room knows of a person, for the person to take along. Messages are in the mail server."""

from medimail.accounts.models import User
from medimail.mailboxes.models import Grant, Mailbox

_RIGHTS = ("mailbox__address", "role", "starts_on", "ends_on", "given_at", "ended_at")
_NAMES = ("address", "kind", "state", "display_name", "red_list", "paperless", "quota_bytes", "opened_at")


def personal_data(user: User) -> dict[str, object]:
    boxes = Mailbox.objects.filter(holder=user).order_by("id")
    rights = Grant.objects.filter(person=user).order_by("id")
    return {"mailboxes": list(boxes.values(*_NAMES)), "rights": list(rights.values(*_RIGHTS))}
