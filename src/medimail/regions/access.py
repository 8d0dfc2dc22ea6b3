"""A region's administrators write for their region, the platform's operators for all; for others nothing is here."""

from django.db.models import QuerySet

from medimail.accounts.models import User
from medimail.lib import nomenclature
from medimail.regions.models import EVERYWHERE, HelpDesk, Notice
from medimail.servicedesk.access import Desk, desk_of
from medimail.servicedesk.models import Administrator


def office_of(user: User) -> Desk:
    """The desk of someone who speaks for a region or for the platform; `Administrator.DoesNotExist` for others."""
    desk = desk_of(user)
    if desk.administrator.scope == Administrator.Scope.STRUCTURE:
        raise Administrator.DoesNotExist
    return desk


def is_operator(desk: Desk) -> bool:
    return desk.administrator.scope == Administrator.Scope.PLATFORM


def regions_of(desk: Desk) -> list[str]:
    """The codes this desk may write for, `EVERYWHERE` first for the platform."""
    if is_operator(desk):
        return [EVERYWHERE, *(region.code for region in nomenclature.regions())]
    return [desk.administrator.region_code]


def own_region(user: User, region_code: str) -> str:
    """The code when this person may write for it, else `HelpDesk.DoesNotExist`."""
    if region_code not in regions_of(office_of(user)):
        raise HelpDesk.DoesNotExist
    return region_code


def notices_for(user: User) -> QuerySet[Notice]:
    desk = office_of(user)
    found = Notice.objects.select_related("author")
    return found if is_operator(desk) else found.filter(region_code=desk.administrator.region_code)


def notice_for(user: User, pk: int) -> Notice:
    return notices_for(user).get(pk=pk)
