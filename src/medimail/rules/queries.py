import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from medimail.lib.region_calendar import place
from medimail.lib.sealing import Sealed
from medimail.lib.sieve_script import Filing
from medimail.mailboxes.models import Mailbox
from medimail.rules.models import Absence, Rule


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


def today_of(mailbox: Mailbox) -> date:
    return timezone.localdate(timezone=place(mailbox.domain.region_code).zone)


def bounds(mailbox: Mailbox, since: date, until: date) -> tuple[datetime, datetime]:
    """From the first minute of one day to the end of the other, by the clock of the box's region."""
    zone = place(mailbox.domain.region_code).zone
    return (
        datetime.combine(since, time.min, tzinfo=zone),
        datetime.combine(until + timedelta(days=1), time.min, tzinfo=zone),
    )
