"""Who asks the directory: people with an open box, and administrators at work."""

from dataclasses import dataclass

from medimail.accounts.models import User
from medimail.directory.search.question import Viewer
from medimail.mailboxes.access import openable_by
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
    return Seeker(_viewer(user, has_box=bool(boxes)), boxes[0] if boxes else None)


def viewer_of(user: User) -> Viewer:
    return _viewer(user, has_box=openable_by(user).exists())


def _viewer(user: User, *, has_box: bool) -> Viewer:
    try:
        return _administering(user, desk_of(user).administrator)
    except Administrator.DoesNotExist:
        if not has_box:
            raise
        return Viewer(user.pk)


def _administering(user: User, administrator: Administrator) -> Viewer:
    structure = administrator.structure
    return Viewer(
        user.pk,
        regions=frozenset({administrator.region_code} - {""}),
        structures=frozenset({structure.finess} if structure else ()),
        everywhere=administrator.scope == Administrator.Scope.PLATFORM,
    )
