"""What was sent to an ordinary address, for its owner to take along: when and what kind, never the words."""

from medimail.notifications.models import Letter


def letters_to(address: str) -> dict[str, object]:
    letters = Letter.objects.filter(to=address).order_by("id")
    return {"letters": list(letters.values("kind", "state", "created_at", "sent_at"))}
