"""Who asks the directory: people with an open box, and administrators at work."""

from dataclasses import dataclass

from medimail.accounts.models import User
from medimail.directory.search.question import Viewer
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.queries import mailboxes_of
from medimail.servicedesk.access import desk_of
from medimail.servicedesk.models import Administrator


@dataclass(frozen=True, slots=True)
class Seeker:
    viewer: Viewer
    box: Mailbox | None
    """Where « Écrire » leads; an administrator may have none."""


def seeker_of(user: User) -> Seeker:
    """`Administrator.DoesNotExist` for who has neither a box nor a desk."""
    boxes = mailboxes_of(user)
    try:
        administrator = desk_of(user).administrator
    except Administrator.DoesNotExist:
        if not boxes:
            raise
        return Seeker(Viewer(user.pk), boxes[0])
    return Seeker(_administering(user, administrator), boxes[0] if boxes else None)


def viewer_of(user: User) -> Viewer:
    return seeker_of(user).viewer


def _administering(user: User, administrator: Administrator) -> Viewer:
    structure = administrator.structure
    return Viewer(
        user.pk,
        regions=frozenset({administrator.region_code} - {""}),
        structures=frozenset({structure.finess} if structure else ()),
        everywhere=administrator.scope == Administrator.Scope.PLATFORM,
    )
