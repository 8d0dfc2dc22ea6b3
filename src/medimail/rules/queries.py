import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from medimail.lib.region_calendar import place
from medimail.lib.sealing import Sealed
from medimail.lib.sieve_script import Filing
from medimail.mailboxes.models import Mailbox
from medimail.rules.models import Absence, Rule

_UNKNOWN: Any = object()


@dataclass(frozen=True, slots=True)
class KnownRule:
    pk: int
    on: bool
    filing: Filing


@dataclass(frozen=True, slots=True)
class KnownAbsence:
    since: date
    until: date
    text: str
    deputy_name: str
    deputy_address: str
    running: bool


def rules_of(mailbox: Mailbox) -> list[KnownRule]:
    return [known(rule) for rule in Rule.objects.filter(mailbox=mailbox).order_by("position", "pk")]


def known(rule: Rule) -> KnownRule:
    return KnownRule(rule.pk, rule.on, Filing(**json.loads(Sealed(settings.SEALING_KEY).open(rule.sealed))))


def absence_of(mailbox: Mailbox) -> KnownAbsence | None:
    """None when there is none, or it is over."""
    row = Absence.objects.filter(mailbox=mailbox).first()
    today = today_of(mailbox)
    if row is None or row.until < today:
        return None
    text = Sealed(settings.SEALING_KEY).open(row.text)
    return KnownAbsence(row.since, row.until, text, row.deputy_name, row.deputy_address, row.since <= today)


def away(mailbox: Mailbox) -> date | None:
    """The last day of an absence that has begun: asked by every page of a box, so it is remembered for a minute."""
    key = away_key(mailbox)
    known: tuple[date, date] | None = cache.get(key, _UNKNOWN)
    if known is _UNKNOWN:
        row = Absence.objects.filter(mailbox=mailbox).first()
        known = (row.since, row.until) if row else None
        cache.set(key, known, 60)
    return known[1] if known and known[0] <= today_of(mailbox) <= known[1] else None


def away_key(mailbox: Mailbox) -> str:
    return f"absence-{mailbox.pk}"


def today_of(mailbox: Mailbox) -> date:
    return timezone.localdate(timezone=place(mailbox.domain.region_code).zone)


def bounds(mailbox: Mailbox, since: date, until: date) -> tuple[datetime, datetime]:
    """From the first minute of one day to the end of the other, by the clock of the box's region."""
    zone = place(mailbox.domain.region_code).zone
    return (
        datetime.combine(since, time.min, tzinfo=zone),
        datetime.combine(until + timedelta(days=1), time.min, tzinfo=zone),
    )
