"""What a list of people would become, before anything is done: each line its fate, in five queries for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from medimail.accounts.models import User
from medimail.mailboxes.access import waiting
from medimail.mailboxes.actions.grants import check_right
from medimail.mailboxes.errors import WrongRight
from medimail.mailboxes.models import Domain, Grant, Mailbox


class Fate(StrEnum):
    GIVEN = "given"
    OFFERED = "offered"  # an invitation waits for the person
    CHANGED = "changed"
    KNOWN = "known"  # so already
    TWICE = "twice"  # of a person named before
    ONESELF = "oneself"
    NOBODY = "nobody"
    ROLE = "role"
    START = "start"
    DATES = "dates"
    LONG = "long"
    UNREAD = "unread"  # an address, a role or a day that is none


GOOD = {Fate.GIVEN, Fate.OFFERED, Fate.CHANGED}


@dataclass(frozen=True, slots=True)
class Wish:
    number: int
    email: str
    """In small letters."""
    role: str
    starts_on: date | None = None
    ends_on: date | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    wish: Wish
    fate: Fate
    name: str = ""
    right: Grant | None = None


def foresee(by: User, box: Mailbox, wishes: Sequence[Wish]) -> list[Outcome]:
    """In the order of the list. For who manages the box."""
    wishes_of, found = _Known(box, wishes), list[Outcome]()
    seen = set[int | str]()
    for wish in wishes:
        person = wishes_of.people.get(wish.email)
        who = person.pk if person else wish.email
        outcome = _outcome(by, box, wish, wishes_of)
        if outcome.fate != Fate.UNREAD and who in seen:
            outcome = Outcome(wish, Fate.TWICE, outcome.name)
        seen.add(who)
        found.append(outcome)
    return found


class _Known:
    def __init__(self, box: Mailbox, wishes: Sequence[Wish]) -> None:
        emails = {wish.email for wish in wishes}
        own = Mailbox.objects.filter(state=Mailbox.State.ACTIVE, holder__is_active=True).select_related("holder")
        found = list(own.filter(Q(address__in=emails) | Q(holder__email__in=emails)).order_by("-id"))
        self.people = {one.holder.email: one.holder for one in found if one.holder}
        self.people |= {one.address: one.holder for one in found if one.holder}
        today = timezone.localdate()
        rights = box.grants.filter(Q(ends_on=None) | Q(ends_on__gte=today), ended_at=None).select_related("person")
        self.rights = {right.person_id: right for right in rights}
        self.offered = set(waiting().filter(mailbox=box, email__in=emails).values_list("email", flat=True))
        names = {email.rpartition("@")[2] for email in emails}
        self.hosted = set(Domain.objects.filter(name__in=names).values_list("name", flat=True))


def _outcome(by: User, box: Mailbox, wish: Wish, known: _Known) -> Outcome:
    person = known.people.get(wish.email)
    right = known.rights.get(person.pk) if person else None
    try:
        fate = _fate(by, box, wish, right, known)
    except WrongRight as wrong:
        fate = Fate(wrong.reason)
    return Outcome(wish, fate, person.full_name if person else "", right)


def _fate(by: User, box: Mailbox, wish: Wish, right: Grant | None, known: _Known) -> Fate:
    person = known.people.get(wish.email)
    if wish.unread:
        return Fate.UNREAD
    if person == by:
        return Fate.ONESELF
    if person is None and wish.email.rpartition("@")[2] in known.hosted:
        return Fate.NOBODY
    check_right(box, wish.role, right.starts_on if right else wish.starts_on or timezone.localdate(), wish.ends_on)
    if right:
        return Fate.KNOWN if (right.role, right.ends_on) == (wish.role, wish.ends_on) else Fate.CHANGED
    if person:
        return Fate.GIVEN
    return Fate.KNOWN if wish.email in known.offered else Fate.OFFERED
