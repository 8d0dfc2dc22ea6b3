from django.db import models


class Import(models.Model):
    """One run over one national file, kept as its report."""

    class Kind(models.TextChoices):
        MAILBOXES = "mailboxes"
        ACTIVITIES = "activities"
        SKILLS = "skills"

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        REFUSED = "refused"
        """The whole file; the last good state stays."""
        FAILED = "failed"

    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    """Empty for a file that is none of ours."""
    file_name = models.CharField(max_length=255)
    dated = models.DateTimeField(null=True)
    """When the national directory wrote the file."""
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    lines = models.IntegerField(default=0)
    added = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    removed = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    reasons = models.JSONField(default=dict)
    """Reason → {"count": how many lines, "first": numbers of a few of them}; never their content."""
    problem = models.CharField(max_length=60, blank=True)
    """Why the file was refused, in one word of `lib/national_files`, or the failure's name."""
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "-dated"], condition=models.Q(state="done"), name="last_good_import")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
