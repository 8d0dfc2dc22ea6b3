"""What visitors read: whom to call, and what the service has to say. One query each."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone

from medimail.accounts.models import User
from medimail.lib import nomenclature
from medimail.regions.access import is_operator, notices_for, office_of, own_region
from medimail.regions.models import EVERYWHERE, HelpDesk, Notice

SHOWN = 3
KEPT = 20
Closed = Collection[tuple[int, int]]
"""(notice, version) of what a visitor has closed."""


@dataclass(frozen=True, slots=True)
class Board:
    """The notices an office may write, by what they do now."""

    running: list[Notice]
    coming: list[Notice]
    ended: list[Notice]


def help_of(region_code: str) -> HelpDesk | None:
    """The region's own help, else the platform's."""
    found = HelpDesk.objects.filter(region_code__in=[region_code, EVERYWHERE])
    return found.order_by("-region_code").first()


def help_everywhere() -> list[HelpDesk]:
    """The platform's first, then regions by name."""
    return sorted(HelpDesk.objects.all(), key=lambda one: one.region_label.casefold())


def shown_notices(region_code: str, closed: Closed = ()) -> list[Notice]:
    """The newest for this region. Where no region is known, those of every region."""
    now = timezone.now()
    running = Notice.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)
    if region_code:
        running = running.filter(region_code__in=[region_code, EVERYWHERE])
    for pk, version in closed:
        running = running.exclude(pk=pk, version=version)
    return list(running.order_by("-starts_at", "-id")[:SHOWN])


def board(user: User) -> Board:
    notices, now = notices_for(user), timezone.now()
    open_ended = notices.filter(Q(ends_at=None) | Q(ends_at__gt=now) & Q(ends_at__gt=F("starts_at")))
    ended = notices.filter(Q(ends_at__lte=now) | Q(ends_at=F("starts_at"))).order_by("-ends_at", "-id")[:KEPT]
    alive = list(open_ended.order_by("starts_at", "id"))
    running = [notice for notice in alive if notice.starts_at <= now]
    return Board(running, [notice for notice in alive if notice.starts_at > now], list(ended))


def contacts_board(user: User) -> list[tuple[str, str, HelpDesk | None]]:
    """(code, label, help) of the platform and of every region, for its operators alone."""
    if not is_operator(office_of(user)):
        raise HelpDesk.DoesNotExist
    known = {one.region_code: one for one in HelpDesk.objects.all()}
    labels = [(EVERYWHERE, ""), *((region.code, region.label) for region in nomenclature.regions())]
    return [(code, label, known.get(code)) for code, label in labels]


def own_help(user: User, region_code: str) -> HelpDesk | None:
    """None when this region, which the person may write for, has published nothing yet."""
    return HelpDesk.objects.filter(region_code=own_region(user, region_code)).first()
