"""How full a box is, in words."""

from dataclasses import dataclass

from medimail.accounts.models import User
from medimail.mail.shelves import quota_of
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.sentences import weight


@dataclass(frozen=True, slots=True)
class Room:
    used: int
    limit: int

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.used / self.limit)) if self.limit else 0

    @property
    def sentence(self) -> str:
        return f"{weight(self.used)} sur {weight(self.limit)}"


def room(mailbox: Mailbox, person: User) -> Room:
    return Room(*quota_of(mailbox, person))
