"""When somebody does not want to be told anything."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Quiet:
    """Each day from `starts` to `ends` (over midnight when it ends earlier), and the whole of `days` (Monday is 0)."""

    starts: time | None = None
    ends: time | None = None
    days: frozenset[int] = frozenset()

    def until(self, moment: datetime) -> datetime:
        """When the person may be told: `moment` itself, in the clock it is in, or the end of the quiet."""
        for _ in range(16):  # at most a week of days, each with a night; seven whole days never end
            end = self._end(moment)
            if end is None:
                return moment
            moment = end
        return moment

    def _end(self, moment: datetime) -> datetime | None:
        if moment.weekday() in self.days:
            return _at(moment, time(), days=1)
        if self.starts is None or self.ends is None or self.starts == self.ends:
            return None
        now = moment.time().replace(tzinfo=None)
        if self.starts < self.ends:
            return _at(moment, self.ends) if self.starts <= now < self.ends else None
        if now >= self.starts:
            return _at(moment, self.ends, days=1)
        return _at(moment, self.ends) if now < self.ends else None


def _at(moment: datetime, clock: time, *, days: int = 0) -> datetime:
    return datetime.combine(moment.date() + timedelta(days=days), clock, moment.tzinfo)
