from django.db.models import TextChoices


class Reason(TextChoices):
    """Why the national directory did not take a change."""

    DOWN = "down"
    BUSY = "busy"
    ILL = "ill"
    """It answered, and what it says makes no sense or is its own failure."""
    KEY = "key"
    UNKNOWN = "unknown"
    """No such person or structure there."""
    SEVERAL = "several"
    WRONG = "wrong"
    """It refuses what we say."""
    NO_BEARER = "no_bearer"
    """We do not know the number of whoever carries the box."""
    FOLDER = "folder"
