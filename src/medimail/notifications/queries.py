from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from medimail.lib.quiet_hours import Quiet
from medimail.notifications.models import Alert, Letter, QuietHours

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def demo_mail(*, to: str = "", limit: int = 50) -> list[Letter]:
    """The latest letters, of all or to one address, for the demonstration's page. Only demo mode shows it."""
    found = Letter.objects.filter(to=to) if to else Letter.objects.all()
    return list(found.order_by("-id")[:limit])


def demo_letter(pk: int) -> Letter:
    return Letter.objects.get(pk=pk)


def pace_of(user: "AbstractBaseUser", address: str) -> str:
    return Alert.objects.filter(user=user.pk, address=address).values_list("pace", flat=True).first() or Alert.Pace.EACH


def quiet_of(user: "AbstractBaseUser") -> Quiet:
    kept = QuietHours.objects.filter(user=user.pk).first()
    return Quiet(kept.starts, kept.ends, frozenset(kept.days)) if kept else Quiet()


def to_be_told_at(user: "AbstractBaseUser", address: str, now: datetime) -> datetime | None:
    """`now` when at once, in the clock of the person; None when never."""
    pace = pace_of(user, address)
    if pace == Alert.Pace.NONE:
        return None
    full_hour = (now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    return quiet_of(user).until(full_hour if pace == Alert.Pace.HOURLY else now)
