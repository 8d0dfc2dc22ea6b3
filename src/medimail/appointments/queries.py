from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from medimail.accounts.models import User
from medimail.appointments.access import appointments_for, region_of
from medimail.appointments.diary import CLOSED, Diary
from medimail.appointments.models import Agenda, Appointment, Closure
from medimail.lib.opening_hours import Slot
from medimail.lib.region_calendar import place
from medimail.servicedesk.models import Administrator

FULL = "Complet"
LISTED = 200
_ENDED_YESTERDAY = timedelta(days=2)  # today of any region has begun since


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which somebody of the region works."""

    date: date
    times: list[datetime]
    why: str
    """Why no time is left; empty when some are."""


def diaries(region_code: str, *, moving: Appointment | None = None) -> list[Diary]:
    """Of the agents who may be booked. The appointment being moved takes no room."""
    now = timezone.now()
    living = Closure.objects.filter(last__gte=now - _ENDED_YESTERDAY)
    agendas = list(
        Agenda.objects.filter(
            published=True,
            agent__is_active=True,
            agent__administrator__scope=Administrator.Scope.REGION,
            agent__administrator__region_code=region_code,
        )
        .prefetch_related("hours", Prefetch("closures", living))
        .order_by("pk")
    )
    taken = _taken([agenda.agent_id for agenda in agendas], now, moving)
    return [Diary(agenda, region_code, now, taken[agenda.agent_id]) for agenda in agendas]


def _taken(agents: list[int], now: datetime, moving: Appointment | None) -> dict[int, list[Slot]]:
    booked = Appointment.objects.filter(agent__in=agents, state=Appointment.State.BOOKED, ends_at__gt=now)
    rows = (booked.exclude(pk=moving.pk) if moving else booked).order_by("starts_at")
    taken: dict[int, list[Slot]] = defaultdict(list)
    for agent, start, end in rows.values_list("agent_id", "starts_at", "ends_at"):
        taken[agent].append((start, end))
    return taken


def openings(region_code: str, *, moving: Appointment | None = None) -> list[Day]:
    """The days of the region, up to the farthest one an agent offers."""
    found = diaries(region_code, moving=moving)
    if not found:
        return []
    first = found[0].now.astimezone(place(region_code).zone).date()
    last = max(diary.last_day for diary in found)
    days = (_day(found, first + timedelta(days=number)) for number in range((last - first).days + 1))
    return [day for day in days if day]


def _day(found: list[Diary], day: date) -> Day | None:
    working = [diary for diary in found if diary.works(day)]
    if times := sorted({start for diary in working for start, _ in diary.free(day)}):
        return Day(day, times, "")
    if any(diary.slots(day) for diary in working):
        return Day(day, [], FULL)
    # Holidays speak before the closed days of one agent; a day whose last hour is too near says nothing.
    reasons = sorted({reason for diary in working if (reason := diary.closed(day))}, key=lambda one: one == CLOSED)
    return Day(day, [], reasons[0]) if reasons else None


def agenda_of(agent: User) -> Agenda:
    """What the agent published, or what we propose at first. Raises for who is no agent."""
    region_of(agent)
    return Agenda.objects.filter(agent=agent).first() or Agenda(agent=agent)


def coming_closures(agenda: Agenda) -> list[Closure]:
    return list(agenda.closures.filter(last__gte=timezone.now() - _ENDED_YESTERDAY)) if agenda.pk else []


def upcoming(user: User, since: datetime) -> list[Appointment]:
    """The administrator's scope, soonest first, at most `LISTED`."""
    booked = appointments_for(user).filter(state=Appointment.State.BOOKED, starts_at__gte=since)
    return list(booked.order_by("starts_at", "pk")[:LISTED])


def booked_by(visitor: User) -> list[Appointment]:
    """The coming ones this person made while signed in."""
    coming = Appointment.objects.filter(visitor=visitor, starts_at__gt=timezone.now())
    return list(coming.filter(state=Appointment.State.BOOKED).order_by("starts_at"))


def booked_within(closure: Closure) -> int:
    """Appointments that stand on days now closed."""
    agent = closure.agenda.agent
    zone = place(region_of(agent)).zone
    start = datetime.combine(closure.first, time.min, zone)
    end = datetime.combine(closure.last + timedelta(days=1), time.min, zone)
    mine = Appointment.objects.filter(agent=agent, state=Appointment.State.BOOKED, starts_at__gt=timezone.now())
    return mine.filter(starts_at__gte=start, starts_at__lt=end).count()
