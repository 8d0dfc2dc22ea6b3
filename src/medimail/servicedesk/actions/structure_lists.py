"""Many structures at once, from a list: what each line would do, and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.db import transaction

from medimail.accounts.models import User
from medimail.servicedesk.access import region_desk
from medimail.structures.actions import Facts, register_many
from medimail.structures.queries import by_number


class Fate(Enum):
    NEW = "new"
    KNOWN = "known"
    TWICE = "twice"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Foreseen:
    number: int
    """Of the line."""
    facts: Facts
    fate: Fate


def foresee_structures(user: User, wanted: Sequence[tuple[int, Facts]]) -> list[Foreseen]:
    """What is known stays as it is; what other administrators answer for is refused. Two queries for all."""
    region = region_desk(user).administrator.region_code
    known = by_number([facts for _, facts in wanted])
    seen: set[str] = set()
    found = []
    for number, facts in wanted:
        key = facts.finess or facts.siret
        place = known.get(key, facts.region_code)
        fate = Fate.KNOWN if key in known else Fate.NEW
        if region and place != region:
            fate = Fate.ELSEWHERE
        if key in seen:
            fate = Fate.TWICE
        seen.add(key)
        found.append(Foreseen(number, facts, fate))
    return found


@transaction.atomic
def add_structures(user: User, wanted: Sequence[tuple[int, Facts]]) -> int:
    """How many are new. Safe to send twice: what is known stays."""
    new = [one.facts for one in foresee_structures(user, wanted) if one.fate == Fate.NEW]
    if new:
        register_many(new, by=user)
    return len(new)
