from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.appointments.access import appointment_for, appointment_of, closure_for, region_of
from medimail.appointments.diary import Diary
from medimail.appointments.errors import SlotTaken, TooLate, TooMany
from medimail.appointments.letters import write_to_agent, write_to_visitor
from medimail.appointments.models import Agenda, Appointment, Closure, Hours
from medimail.appointments.queries import diaries
from medimail.audit.actions import trace
from medimail.lib.opening_hours import Range, Slot

MOST_COMING = 2
DAY_BEFORE = timedelta(days=1)
_ERASED_AT_ONCE = 500
State = Appointment.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    form: UUID
    region_code: str
    starts_at: datetime
    name: str
    email: str
    phone: str
    subject: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    published: bool
    minutes: int
    notice_hours: int
    weeks_ahead: int
    meeting: str
    alsace_moselle: bool
    hours: dict[int, list[Range]]
    """By weekday, 0 is Monday."""


@transaction.atomic
def book(wish: Wish, *, by: User | None = None) -> Appointment:
    """Raises `SlotTaken` and `TooMany`. The same form sent twice makes one appointment."""
    _one_booking_at_a_time(wish.email)
    if made := Appointment.objects.filter(form=wish.form).first():
        return made
    held = Appointment.objects.filter(email=wish.email, state=State.BOOKED, starts_at__gt=timezone.now())
    if held.count() >= MOST_COMING:
        raise TooMany
    diary, (start, end) = _free(wish.region_code, wish.starts_at)
    appointment = Appointment.objects.create(
        form=wish.form,
        agent=diary.agenda.agent,
        region_code=wish.region_code,
        starts_at=start,
        ends_at=end,
        meeting=diary.agenda.meeting,
        visitor=by,
        name=wish.name,
        email=wish.email,
        phone=wish.phone,
        subject=wish.subject,
        words=wish.words,
        reminded_at=_reminded(start),
    )
    trace(by, "appointment.booked", appointment)
    write_to_visitor(appointment, "booked")
    write_to_agent(appointment, "new")
    return appointment


@transaction.atomic
def move(token: str, starts_at: datetime) -> Appointment:
    """Frees the old time and takes the new one, or nothing. Raises `SlotTaken` and `TooLate`."""
    appointment = _held(appointment_of(token))
    if appointment.starts_at == starts_at:
        return appointment
    diary, (start, end) = _free(appointment.region_code, starts_at, moving=appointment)
    if leaving := diary.agenda.agent_id != appointment.agent_id:
        _leave(appointment)
    appointment.agent, appointment.meeting = diary.agenda.agent, diary.agenda.meeting
    appointment.starts_at, appointment.ends_at, appointment.reminded_at = start, end, _reminded(start)
    appointment.sequence += 1
    appointment.save()
    trace(None, "appointment.moved", appointment)
    write_to_visitor(appointment, "moved")
    write_to_agent(appointment, "new" if leaving else "moved")
    return appointment


def _leave(appointment: Appointment) -> None:
    """The agent it leaves reads of a cancelled one; only the letter is written so, never the row."""
    appointment.state, appointment.sequence = State.CANCELLED, appointment.sequence + 1
    write_to_agent(appointment, "gone")
    appointment.state, appointment.sequence = State.BOOKED, appointment.sequence - 1


@transaction.atomic
def cancel(token: str) -> Appointment:
    """By the visitor. A second click finds it cancelled already; raises `TooLate` once it has begun."""
    appointment = appointment_of(token)
    if appointment.state == State.CANCELLED:
        return appointment
    appointment = _cancelled(_held(appointment), None, "")
    write_to_agent(appointment, "gone")
    return appointment


@transaction.atomic
def call_off(user: User, pk: int, farewell: str) -> Appointment:
    """By an administrator of the region. Raises `TooLate`."""
    appointment = _cancelled(_held(appointment_for(user, pk)), user, farewell)
    if appointment.agent_id != user.pk:
        write_to_agent(appointment, "gone")
    return appointment


def _cancelled(appointment: Appointment, by: User | None, farewell: str) -> Appointment:
    appointment.state, appointment.farewell = State.CANCELLED, farewell
    appointment.sequence += 1
    appointment.save(update_fields=["state", "farewell", "sequence"])
    trace(by, "appointment.cancelled", appointment)
    write_to_visitor(appointment, "cancelled")
    return appointment


@transaction.atomic
def publish(agent: User, week: Week) -> Agenda:
    """Appointments already made stay as they are."""
    region_of(agent)
    kept = ("published", "minutes", "notice_hours", "weeks_ahead", "meeting", "alsace_moselle")
    values = {name: getattr(week, name) for name in kept}
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
    agenda, _ = Agenda.objects.get_or_create(agent=agent)
    closure, created = Closure.objects.get_or_create(agenda=agenda, first=first, last=last, defaults={"reason": reason})
    if created:
        trace(agent, "agenda.closed", agenda)
    return closure


@transaction.atomic
def reopen(agent: User, pk: int) -> None:
    closure = closure_for(agent, pk)
    closure.delete()
    trace(agent, "agenda.reopened", closure.agenda)


@transaction.atomic
def remind(pk: int) -> None:
    """Run twice, it writes once: the row lock holds the second back."""
    appointment = Appointment.objects.select_for_update(of=("self",)).select_related("agent").get(pk=pk)
    if appointment.state != State.BOOKED or appointment.reminded_at or appointment.starts_at <= timezone.now():
        return
    appointment.reminded_at = timezone.now()
    appointment.save(update_fields=["reminded_at"])
    trace(None, "appointment.reminded", appointment)
    write_to_visitor(appointment, "reminder")


@transaction.atomic
def erase_old() -> None:
    """What visitors told us goes away; that an hour was given stays, for the figures."""
    limit = timezone.now() - timedelta(days=settings.APPOINTMENTS_KEPT_DAYS)
    old = Appointment.objects.select_for_update().filter(starts_at__lt=limit, erased_at__isnull=True)
    found = list(old.order_by("starts_at")[:_ERASED_AT_ONCE])
    nothing = dict.fromkeys(("name", "email", "phone", "words", "farewell"), "")
    chosen = Appointment.objects.filter(pk__in=[one.pk for one in found])
    chosen.update(**nothing, visitor=None, erased_at=timezone.now())
    for appointment in found:
        trace(None, "appointment.erased", appointment)


def _one_booking_at_a_time(email: str) -> None:
    """Two bookings of one address wait for each other, or both would count one less than there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"appointments {email}"])


def _free(region_code: str, starts_at: datetime, *, moving: Appointment | None = None) -> tuple[Diary, Slot]:
    """The agent of an appointment being moved, else who has the least to do.

    Who comes second waits for the lock and then reads what the first one took. Without it the constraint of the table
    would still refuse, but by a deadlock that costs both a second.
    """
    agents = Agenda.objects.filter(agent__administrator__region_code=region_code)
    list(agents.select_for_update(of=("self",)).order_by("pk"))
    found = [(diary, slot) for diary in diaries(region_code, moving=moving) if (slot := diary.slot_at(starts_at))]
    if not found:
        raise SlotTaken
    stays = moving.agent_id if moving else None
    return min(found, key=lambda one: (one[0].agenda.agent_id != stays, len(one[0].taken)))


def _held(appointment: Appointment) -> Appointment:
    """Locked and read again, after the access was proved."""
    held = Appointment.objects.select_for_update(of=("self",)).select_related("agent").get(pk=appointment.pk)
    if held.state != State.BOOKED or held.starts_at <= timezone.now():
        raise TooLate
    return held


def _reminded(start: datetime) -> datetime | None:
    return timezone.now() if start - timezone.now() < DAY_BEFORE else None
