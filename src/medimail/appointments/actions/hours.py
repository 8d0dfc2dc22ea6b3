"""When an agent may be booked."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from medimail.accounts.models import User
from medimail.appointments.access import closure_for, region_of
from medimail.appointments.models import Agenda, Closure, Hours
from medimail.audit.actions import trace
from medimail.lib.opening_hours import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Fields are those of `models.Agenda`, and the hours."""

    published: bool
    minutes: int
    notice_hours: int
    weeks_ahead: int
    meeting: str
    alsace_moselle: bool
    hours: dict[int, list[Range]]
    """By weekday, 0 is Monday."""


@transaction.atomic
def publish(agent: User, week: Week) -> Agenda:
    """Appointments already made stay as they are."""
    region_of(agent)
    values = asdict(week)
    del values["hours"]
    agenda, _ = Agenda.objects.update_or_create(agent=agent, defaults=values)
    agenda.hours.all().delete()
    Hours.objects.bulk_create(
        Hours(agenda=agenda, weekday=weekday, starts=starts, ends=ends)
        for weekday, ranges in week.hours.items()
        for starts, ends in ranges
    )
    trace(agent, "agenda.published", agenda, published=week.published)
    return agenda


@transaction.atomic
def close(agent: User, first: date, last: date, reason: str) -> Closure:
    """Appointments already made on those days stay: the agent calls them off one by one, with a word."""
    region_of(agent)
    # Locked: a second click meets the first, and a booking under way is counted among those that stay.
    agenda, _ = Agenda.objects.select_for_update().get_or_create(agent=agent)
    closure, created = Closure.objects.get_or_create(agenda=agenda, first=first, last=last, defaults={"reason": reason})
    if created:
        trace(agent, "agenda.closed", agenda)
    return closure


@transaction.atomic
def reopen(agent: User, pk: int) -> None:
    closure = closure_for(agent, pk)
    closure.delete()
    trace(agent, "agenda.reopened", closure.agenda)
