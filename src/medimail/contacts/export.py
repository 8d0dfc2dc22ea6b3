"""What this room knows of a person, for the person to take along. Books of shared boxes belong to the boxes."""

from medimail.accounts.models import User
from medimail.contacts.models import Favourite, Group

_NAMES = ("name", "address", "came")


def personal_data(user: User) -> dict[str, object]:
    favourites = Favourite.objects.filter(book__owner=user).order_by("id")
    groups = Group.objects.filter(book__owner=user).order_by("id").prefetch_related("members")
    return {"favourites": list(favourites.values(*_NAMES)), "groups": [_group(group) for group in groups]}


def _group(group: Group) -> dict[str, object]:
    members = sorted(group.members.all(), key=lambda member: member.pk)
    return {"name": group.name, "members": [{name: getattr(member, name) for name in _NAMES} for member in members]}
