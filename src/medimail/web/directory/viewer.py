"""Who asks the directory: people with an open box, and administrators at work."""

from dataclasses import dataclass

from medimail.accounts.models import User
from medimail.directory.search.question import Viewer
from medimail.servicedesk.models import Administrator
from medimail.servicedesk.standing import standing_of


@dataclass(frozen=True, slots=True)
class Seeker:
    viewer: Viewer
    box: int | None
    """Where « Écrire » leads; an administrator may have none."""
    books: tuple[int, ...]
    """Of favourites and groups; many people keep none."""


def seeker_of(user: User) -> Seeker:
    """`Administrator.DoesNotExist` for who has neither a box nor a desk. One query."""
    standing = standing_of(user)
    if not (standing.scope or standing.box):
        raise Administrator.DoesNotExist
    viewer = Viewer(
        user.pk,
        regions=frozenset({standing.region} - {""}),
        structures=frozenset({standing.finess} - {""}),
        everywhere=standing.scope == Administrator.Scope.PLATFORM,
    )
    return Seeker(viewer, standing.box, standing.books)


def viewer_of(user: User) -> Viewer:
    return seeker_of(user).viewer
