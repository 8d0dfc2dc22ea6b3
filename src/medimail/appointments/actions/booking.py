"""An appointment is made, moved, given up."""

from copy import copy
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.appointments.access import appointment_for, appointment_of
from medimail.appointments.actions.later import DAY_BEFORE
from medimail.appointments.diary import Diary
from medimail.appointments.errors import SlotTaken, TooLate, TooMany
from medimail.appointments.letters import write_to_agent, write_to_visitor
from medimail.appointments.models import Agenda, Appointment
from medimail.appointments.queries import diaries
from medimail.audit.actions import trace
from medimail.lib.opening_hours import Slot

MOST_COMING = 2
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
        **asdict(wish),
        agent=diary.agenda.agent,
        ends_at=end,
        meeting=diary.agenda.meeting,
        visitor=by,
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
    """The agent it leaves reads of a cancelled one; only the letter says so, never the row."""
    gone = copy(appointment)
    gone.state, gone.sequence = State.CANCELLED, appointment.sequence + 1
    write_to_agent(gone, "gone")


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
    """Locked and read again, after the access was proved.

    Without its agent: a join is not asked again after waiting, and a row whose agent changed meanwhile would be missed.
    """
    held = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if not held.is_coming:
        raise TooLate
    return held


def _reminded(start: datetime) -> datetime | None:
    return timezone.now() if start - timezone.now() < DAY_BEFORE else None
