from django.db import models

from medimail.accounts.models.user import User


class Preferences(models.Model):
    """How a person likes the pages of their boxes. Who chose nothing has no row, and these defaults."""

    class Density(models.TextChoices):
        NORMAL = "normal"
        COMPACT = "compact"

    class ReadingPane(models.TextChoices):
        RIGHT = "right"
        NONE = "none"

    class Theme(models.TextChoices):
        AUTO = "auto"
        LIGHT = "light"
        DARK = "dark"

    class Receipts(models.TextChoices):
        ASK = "ask"
        ALWAYS = "always"
        NEVER = "never"

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="preferences")
    undo_seconds = models.PositiveSmallIntegerField(default=10)
    """How long a message waits after « Envoyer », so that it can be called back."""
    conversations = models.BooleanField(default=False)
    density = models.CharField(max_length=7, choices=Density, default=Density.NORMAL)
    reading_pane = models.CharField(max_length=5, choices=ReadingPane, default=ReadingPane.RIGHT)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    receipts = models.CharField(max_length=6, choices=Receipts, default=Receipts.ASK)
    """What happens when a sender asks whether their message was read."""

    def __str__(self) -> str:
        return f"preferences of {self.user_id}"

    @property
    def look(self) -> str:
        """Classes of the root element: the style sheets do the rest."""
        return f"theme-{self.theme} density-{self.density} pane-{self.reading_pane}"
