from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from medimail.publication.models import Change, DailyFile

_KEPT = timedelta(days=365)


def forget() -> None:
    """What was told a year ago; the traces stay."""
    long_ago = timezone.now() - _KEPT
    overtaken = Q(state=Change.State.OVERTAKEN, recorded_at__lt=long_ago)
    Change.objects.filter(Q(state=Change.State.TOLD, told_at__lt=long_ago) | overtaken).delete()
    DailyFile.objects.filter(written_at__lt=long_ago).delete()
