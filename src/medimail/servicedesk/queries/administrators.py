from django.db.models import Exists, OuterRef, Q, QuerySet

from medimail.accounts.models import User
from medimail.servicedesk.access import region_desk
from medimail.servicedesk.models import Administrator

PAGE = 50


def administrators_for(user: User) -> QuerySet[Administrator]:
    """Those of this region and of its structures; all of them for the platform. `alone`: no other in that region."""
    region = region_desk(user).administrator.region_code
    inside = Q(region_code=region) | Q(structure__region_code=region) if region else Q()
    others = Administrator.objects.filter(scope=Administrator.Scope.REGION, region_code=OuterRef("region_code"))
    found = Administrator.objects.filter(inside).select_related("user", "structure")
    return found.annotate(alone=~Exists(others.exclude(pk=OuterRef("pk"))))


def administrators_page(user: User, after: str) -> tuple[list[Administrator], str]:
    """By name; the second is the key of the next page."""
    pk, _, name = after.partition(".")
    found = administrators_for(user)
    if pk.isdecimal() and len(pk) < 19:
        found = found.filter(Q(user__last_name__gt=name) | Q(user__last_name=name, pk__gt=int(pk)))
    page = list(found.order_by("user__last_name", "pk")[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    return page[:PAGE], f"{last.pk}.{last.user.last_name}" if last else ""
