"""Accounts that nobody uses, as administrators see them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from medimail.accounts.models import User
from medimail.enrolment.models import Application
from medimail.idleness.models import Presence
from medimail.idleness.queries import silent_among
from medimail.mailboxes.models import Grant, Mailbox, Role
from medimail.servicedesk.access import applications_for, structures_for
from medimail.structures.models import Structure

PAGE = 50


@dataclass(frozen=True, slots=True)
class SilentRow:
    presence: Presence
    application: Application
    address: str
    away_until: date | None
    alone: int
    """Shared boxes in this administrator's scope that have no other manager."""


def silent_page(user: User, structure: Structure | None, after: str) -> tuple[list[SilentRow], str]:
    """Those who ask to come back, then the longest silent; the second is the key of the next page."""
    found = silent_among(_inside(user, structure))
    asking = Q(asked_at__isnull=False, stage=Presence.Stage.SUSPENDED)
    first = [] if after else list(found.filter(asking).order_by("asked_at")[:PAGE])
    rest = list(_after(found.exclude(asking), after).order_by("seen_on", "pk")[: PAGE + 1])
    last = rest[PAGE - 1] if len(rest) > PAGE else None
    return _rows(user, first + rest[:PAGE]), f"{last.seen_on.isoformat()}.{last.pk}" if last else ""


def silent_count(user: User, structure: Structure) -> int:
    return silent_among(_inside(user, structure)).count()


def _inside(user: User, structure: Structure | None) -> QuerySet[Application]:
    applications = applications_for(user)
    return applications.filter(user__profile__finess=structure.finess or None) if structure else applications


def _after(found: QuerySet[Presence], after: str) -> QuerySet[Presence]:
    day, _, pk = after.partition(".")
    try:
        seen_on = date.fromisoformat(day)
    except ValueError:
        return found
    return found.filter(
        Q(seen_on__gt=seen_on) | Q(seen_on=seen_on, pk__gt=int(pk) if pk.isdecimal() and len(pk) < 19 else 0)
    )


def _rows(user: User, page: list[Presence]) -> list[SilentRow]:
    people = [one.user_id for one in page]
    boxes = Mailbox.objects.filter(holder__in=people).exclude(state=Mailbox.State.CLOSED).order_by("-pk")
    addresses = dict(boxes.values_list("holder", "address"))
    alone = managed_alone(user, people)
    return [
        SilentRow(
            one,
            one.user.application,
            addresses.get(one.user_id, ""),
            _away(one.user),
            sum(person == one.user_id for person, _ in alone),
        )
        for one in page
    ]


def managed_alone(user: User, people: list[int]) -> list[tuple[int, Mailbox]]:
    """(person, box): open boxes of one's structures that nobody else manages, for whoever is long away."""
    managing = Grant.objects.filter(role=Role.MANAGER, ended_at=None)
    others = managing.filter(mailbox=OuterRef("mailbox"), suspended=False).exclude(person=OuterRef("person"))
    own = managing.filter(person__in=people, mailbox__structure__in=structures_for(user))
    held = own.filter(mailbox__state=Mailbox.State.ACTIVE).exclude(Exists(others)).select_related("mailbox")
    return [(right.person_id, right.mailbox) for right in held.order_by("mailbox__address")]


def _away(user: User) -> date | None:
    leave = getattr(user, "long_leave", None)
    today = timezone.localdate()
    return leave.ends_on if leave and leave.starts_on <= today <= leave.ends_on else None
