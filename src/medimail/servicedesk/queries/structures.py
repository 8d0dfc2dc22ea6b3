"""Structures as their administrators see them. A page costs the same whatever the number of structures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from medimail.accounts.models import Profile, User
from medimail.enrolment.models import Application
from medimail.mail.models import Growth
from medimail.mailboxes.access import grants_now
from medimail.mailboxes.models import Domain, Grant, Mailbox
from medimail.servicedesk.access import box_requests_for, structures_for
from medimail.servicedesk.models import Administrator, DomainRequest
from medimail.shared_boxes.models import BoxRequest
from medimail.structures.models import Structure
from medimail.usage.models import Month
from medimail.usage.queries import this_month, unopened

PAGE = 50
_OPEN = (BoxRequest.State.WAITING, BoxRequest.State.ASKED)


@dataclass(frozen=True, slots=True)
class StructureRow:
    structure: Structure
    people: int
    boxes: int
    administrators: int


@dataclass(frozen=True, slots=True)
class Use:
    box: Mailbox
    used: int
    allowed: int
    received: int
    sent: int
    """This month."""
    members: int
    unopened: date | None
    """Of a shared box that nobody opened for long: since when."""


def structures_page(user: User, sought: str, after: str) -> tuple[list[StructureRow], str]:
    """In alphabetical order; the second is the key of the next page, empty on the last."""
    found = _after(_named(structures_for(user), sought), after).order_by("name", "pk")
    page = list(found[: PAGE + 1])
    following = f"{page[PAGE - 1].pk}.{page[PAGE - 1].name}" if len(page) > PAGE else ""
    return _rows(page[:PAGE]), following


def _named(structures: QuerySet[Structure], sought: str) -> QuerySet[Structure]:
    for word in sought.split()[:5]:
        named = Q(name__icontains=word) | Q(town__icontains=word)
        structures = structures.filter(named | Q(finess=word.upper()) | Q(siret=word))
    return structures


def _after(structures: QuerySet[Structure], after: str) -> QuerySet[Structure]:
    pk, _, name = after.partition(".")
    if not (pk.isdecimal() and len(pk) < 19):
        return structures
    return structures.filter(Q(name__gt=name) | Q(name=name, pk__gt=int(pk)))


def _rows(page: list[Structure]) -> list[StructureRow]:
    people = _people_of([one.finess for one in page if one.finess]).order_by()
    held = dict(people.values_list("finess").annotate(Count("pk")))
    opened = Mailbox.objects.filter(structure__in=page).exclude(state=Mailbox.State.CLOSED).order_by()
    boxes = dict(opened.values_list("structure").annotate(Count("pk")))
    appointed = Administrator.objects.filter(structure__in=page).order_by()
    administrators = dict(appointed.values_list("structure").annotate(Count("pk")))
    return [
        StructureRow(one, held.get(one.finess, 0), boxes.get(one.pk, 0), administrators.get(one.pk, 0)) for one in page
    ]


def _people_of(finess: list[str]) -> QuerySet[Profile]:
    opened = [Application.State.ACTIVE, Application.State.SUSPENDED]
    return Profile.objects.filter(finess__in=finess, user__application__state__in=opened)


def people_page(structure: Structure, after: str) -> tuple[list[Use], str]:
    """Personal boxes of who names this structure, by address; the second is the key of the next page."""
    if not structure.finess:
        return [], ""
    boxes = Mailbox.objects.filter(holder__in=_people_of([structure.finess]).values("user")).select_related("holder")
    page = list(boxes.filter(address__gt=after).order_by("address")[: PAGE + 1])
    return _uses(page[:PAGE]), page[PAGE - 1].address if len(page) > PAGE else ""


def shared_of(structure: Structure) -> list[Use]:
    """Closed ones last."""
    boxes = Mailbox.objects.filter(structure=structure).select_related("closing")
    return sorted(_uses(list(boxes.order_by("address"))), key=lambda use: use.box.state == Mailbox.State.CLOSED)


def use_of(box: Mailbox) -> Use:
    return _uses([box])[0]


def _uses(boxes: list[Mailbox]) -> list[Use]:
    """Numbers alone: no subject, no correspondent."""
    growths = Growth.objects.filter(mailbox__in=boxes)
    weighed = {one.mailbox_id: (one.used, one.allowed) for one in growths}
    counted = this_month(boxes)
    rights = dict(grants_now().filter(mailbox__in=boxes).order_by().values_list("mailbox").annotate(Count("pk")))
    shared = [box for box in boxes if box.structure_id and box.state == Mailbox.State.ACTIVE]
    old = unopened(shared) if shared else {}
    return [
        Use(box, *weighed.get(box.pk, (0, 0)), *_moved(counted.get(box.pk)), rights.get(box.pk, 0), old.get(box.pk))
        for box in boxes
    ]


def _moved(month: Month | None) -> tuple[int, int]:
    return (month.received, month.sent) if month else (0, 0)


def administrators_of(structure: Structure) -> list[Administrator]:
    return list(Administrator.objects.filter(structure=structure).select_related("user").order_by("user__last_name"))


def requests_of(user: User, structure: Structure) -> list[BoxRequest]:
    number = Q(finess=structure.finess) if structure.finess else Q(finess="", siret=structure.siret)
    return list(box_requests_for(user).filter(number, state__in=_OPEN).order_by("waiting_since"))


def domains_of(structure: Structure) -> list[str]:
    own = Domain.objects.filter(finess=structure.finess) if structure.finess else Domain.objects.none()
    return list(own.order_by("name").values_list("name", flat=True))


def domain_requests_of(structure: Structure) -> list[DomainRequest]:
    """Those that wait, and the latest that were refused."""
    shown = [DomainRequest.State.WAITING, DomainRequest.State.REFUSED]
    return list(DomainRequest.objects.filter(structure=structure, state__in=shown).order_by("-pk")[:5])


def domain_requests() -> list[DomainRequest]:
    """Those that wait, the oldest first."""
    waiting = DomainRequest.objects.filter(state=DomainRequest.State.WAITING)
    return list(waiting.select_related("structure", "asked_by").order_by("asked_at")[:PAGE])


def members_of(box: Mailbox) -> list[Grant]:
    """Managers first."""
    found = grants_now().filter(mailbox=box).select_related("person").order_by("person__last_name", "pk")
    return sorted(found, key=lambda right: right.role != "manager")


def use_by_month(structure: Structure) -> Iterator[Month]:
    """Of its shared boxes and of the personal ones of its people, over thirteen months."""
    personal = _people_of([structure.finess]) if structure.finess else Profile.objects.none()
    within = Q(mailbox__structure=structure) | Q(mailbox__holder__in=personal.values("user"))
    since = (timezone.localdate().replace(day=1) - timedelta(days=366)).replace(day=1)
    found = Month.objects.filter(within, month__gte=since).select_related("mailbox")
    return found.order_by("mailbox__address", "month").iterator()
