"""Holders who wish to change what was checked."""

from copy import copy
from dataclasses import dataclass

from django.db.models import QuerySet

from medimail.accounts.models import User
from medimail.enrolment.evidence import Line, clear, evidence_of_changes
from medimail.enrolment.models import ProfileChange
from medimail.mailboxes.addressing import kind_for
from medimail.mailboxes.models import Mailbox
from medimail.servicedesk.access import changes_for
from medimail.servicedesk.queries.delays import hours_since

_PAGE = 100


@dataclass(frozen=True, slots=True)
class ChangeRow:
    change: ProfileChange
    person: str
    waiting_hours: int
    opens_box: bool
    """Accepted, it opens a BAL PER beside the BAL MED."""
    lines: list[Line]
    clear: bool


def changes(user: User) -> list[ChangeRow]:
    """Changes of checked profiles that wait, oldest first."""
    waiting_ones = changes_for(user).filter(state=ProfileChange.State.WAITING)
    return change_rows(waiting_ones.order_by("submitted_at", "id")[:_PAGE])


def change_rows(changes: QuerySet[ProfileChange]) -> list[ChangeRow]:
    """Changes come with their user and profile (`access.changes_for`)."""
    found = list(changes)
    per = Mailbox.objects.filter(kind=Mailbox.Kind.PER, holder__in=[one.user for one in found])
    already = set(per.exclude(state=Mailbox.State.CLOSED).values_list("holder", flat=True))
    known = evidence_of_changes(found)
    return [
        ChangeRow(
            change=one,
            person=one.user.full_name,
            waiting_hours=hours_since(one.submitted_at),
            opens_box=one.user_id not in already and _future_kind(one) == Mailbox.Kind.PER,
            lines=lines,
            clear=clear(lines),
        )
        for one, lines in zip(found, known, strict=True)
    ]


def _future_kind(change: ProfileChange) -> Mailbox.Kind:
    profile = copy(change.user.profile)
    profile.identifier_type = change.proposed.get("identifier_type", profile.identifier_type)
    profile.national_id = change.proposed.get("national_id", profile.national_id)
    return kind_for(profile)
