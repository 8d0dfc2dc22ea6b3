"""When an agent is free: hours, less public holidays, closed days and what is taken."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from medimail.appointments.models import Agenda
from medimail.lib import opening_hours
from medimail.lib.opening_hours import Slot
from medimail.lib.region_calendar import holiday, place

CLOSED = "Fermé"


@dataclass(frozen=True, slots=True)
class Diary:
    """One agent, read once: `agenda` comes with its hours and closures."""

    agenda: Agenda
    region_code: str
    now: datetime
    taken: list[Slot]
    """In order; the database lets none of them overlap another."""

    @property
    def last_day(self) -> date:
        return self.now.astimezone(place(self.region_code).zone).date() + timedelta(weeks=self.agenda.weeks_ahead)

    def works(self, day: date) -> bool:
        return day <= self.last_day and any(hours.weekday == day.weekday() for hours in self.agenda.hours.all())

    def closed(self, day: date) -> str:
        """Why nobody is received on a day of work; empty on an ordinary one."""
        if name := holiday(self.region_code, day, alsace_moselle=self.agenda.alsace_moselle):
            return name
        return CLOSED if any(one.first <= day <= one.last for one in self.agenda.closures.all()) else ""

    def slots(self, day: date) -> list[Slot]:
        """Those one could still ask for, taken or not."""
        if not self.works(day) or self.closed(day):
            return []
        ranges = [(hours.starts, hours.ends) for hours in self.agenda.hours.all() if hours.weekday == day.weekday()]
        length = timedelta(minutes=self.agenda.minutes)
        earliest = self.now + timedelta(hours=self.agenda.notice_hours)
        found = opening_hours.slots(day, ranges, length, place(self.region_code).zone)
        return [slot for slot in found if slot[0] >= earliest]

    def free(self, day: date) -> list[Slot]:
        return [slot for slot in self.slots(day) if not self._taken(slot)]

    def slot_at(self, moment: datetime) -> Slot | None:
        day = moment.astimezone(place(self.region_code).zone).date()
        return next((slot for slot in self.free(day) if slot[0] == moment), None)

    def _taken(self, slot: Slot) -> bool:
        start, end = slot
        after = bisect_left(self.taken, end, key=lambda one: one[0])
        return after > 0 and self.taken[after - 1][1] > start
