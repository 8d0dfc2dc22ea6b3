"""How full a box is, in words, and what to do."""

import time
from dataclasses import dataclass

from medimail.accounts.models import User
from medimail.mail.growing import Fullness, fullness
from medimail.mail.shelves import quota_of
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.sentences import weight

_TIGHT = 80  # per cent
_SOON = 60  # days
_KEPT = 600.0  # seconds: it is weighed once a day
_BOXES = 5_000
_known: dict[int, tuple[float, "Room"]] = {}


@dataclass(frozen=True, slots=True)
class Room:
    used: int
    limit: int
    days_left: int | None = None

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.used / self.limit)) if self.limit else 0

    @property
    def sentence(self) -> str:
        return f"{weight(self.used)} sur {weight(self.limit)}"

    @property
    def tight(self) -> bool:
        """Time to do something."""
        return self.percent >= _TIGHT or (self.days_left is not None and self.days_left <= _SOON)

    @property
    def forecast(self) -> str:
        if self.percent >= 100:
            return "Pleine\u00a0: elle refuse les nouveaux messages."
        return "" if self.days_left is None else f"Pleine {_within(self.days_left)} à ce rythme."


def room(mailbox: Mailbox, person: User) -> Room:
    """Of this moment, with the forecast of the last weighing unless much was deleted since."""
    used, limit = quota_of(mailbox, person)
    weighed = fullness(mailbox)
    return Room(used, limit, weighed.days_left if weighed and used > 0.9 * weighed.used else None)


def remembered(mailbox: Mailbox) -> Room | None:
    """Of the last weighing, for the pages of the box: read once in ten minutes. None before the first."""
    until, known = _known.get(mailbox.pk, (0.0, None))
    if until >= time.monotonic():
        return known
    if len(_known) > _BOXES:
        forget()
    if known := _room(fullness(mailbox)):
        _known[mailbox.pk] = time.monotonic() + _KEPT, known
    return known


def forget() -> None:
    _known.clear()


def _room(weighed: Fullness | None) -> Room | None:
    return Room(weighed.used, weighed.allowed, weighed.days_left) if weighed else None


def _within(days: int) -> str:
    if days <= 1:
        return "demain"
    if days < 14:
        return f"dans {days} jours"
    if days < 60:
        return f"dans {days // 7} semaines"
    return f"dans {days // 30} mois"
