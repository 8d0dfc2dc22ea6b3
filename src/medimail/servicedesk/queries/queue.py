"""Who waits, with what is known of them. A page costs the same number of queries for one row and for a hundred."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from medimail.accounts.models import User
from medimail.enrolment.evidence import Line, clear, evidence
from medimail.enrolment.models import Application, Word
from medimail.lib.addresses import slug
from medimail.mailboxes.addressing import kind_for
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.queries import proposed_addresses
from medimail.servicedesk.access import applications_for
from medimail.servicedesk.queries.delays import hours_since

State = Application.State
QUEUE_PAGE = 100
_DECIDED_PAGE = 50


@dataclass(frozen=True, slots=True)
class QueueRow:
    application: Application
    person: str
    profession: str
    place: str
    kind: str
    proposed_address: str
    homonym: bool
    """Another row of the page has this name: the address shown supposes that the oldest is decided first."""
    waiting_hours: int
    since: datetime
    lines: list[Line]
    clear: bool
    unanswered: bool
    """The person wrote last."""


def waiting(user: User) -> list[QueueRow]:
    """The oldest requests of the administrator's scope, at most `QUEUE_PAGE`."""
    found = applications_for(user).filter(state=State.AWAITING_VALIDATION)
    return rows(found.order_by("waiting_since", "id")[:QUEUE_PAGE])


def asked(user: User) -> list[QueueRow]:
    """Those whose answer the desk waits for."""
    found = applications_for(user).filter(state=State.INFO_REQUESTED)
    return rows(found.order_by("waiting_since", "id")[:QUEUE_PAGE])


def decided(user: User, sought: str = "") -> list[Application]:
    """The latest decisions, or those on people of that name or address."""
    found = applications_for(user).filter(decided_at__isnull=False)
    for word in sought.split()[:5]:
        found = found.filter(_named(word))
    return list(found.order_by("-decided_at", "-id")[:_DECIDED_PAGE])


def _named(word: str) -> Q:
    boxes = Mailbox.objects.filter(address__icontains=word).values("holder")
    named = Q(user__last_name__icontains=word) | Q(user__first_name__icontains=word) | Q(user__email__icontains=word)
    return named | Q(user__in=boxes)


def rows(applications: QuerySet[Application]) -> list[QueueRow]:
    """Applications come with their user and profile (`access.applications_for`)."""
    latest = Word.objects.filter(application=OuterRef("pk")).order_by("-id").values("from_desk")[:1]
    found = list(applications.annotate(desk_wrote_last=Subquery(latest)))
    addresses = proposed_addresses([one.user.profile for one in found])
    names = Counter(_name(one) for one in found)
    known = evidence(found)
    return [
        _row(one, address, lines, homonym=names[_name(one)] > 1)
        for one, address, lines in zip(found, addresses, known, strict=True)
    ]


def _name(application: Application) -> tuple[str, str]:
    return slug(application.user.first_name), slug(application.user.last_name)


def _row(application: Application, proposed_address: str, lines: list[Line], *, homonym: bool) -> QueueRow:
    profile = application.user.profile
    since = application.waiting_since or application.submitted_at or application.opened_at
    return QueueRow(
        application=application,
        person=application.user.full_name,
        profession=profile.profession_label,
        place=profile.place,
        kind=kind_for(profile),
        proposed_address=proposed_address,
        homonym=homonym,
        waiting_hours=hours_since(since),
        since=since,
        lines=lines,
        clear=clear(lines),
        unanswered=getattr(application, "desk_wrote_last", None) is False,
    )
