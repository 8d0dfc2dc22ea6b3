from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from medimail.accounts.models import User
from medimail.lib import imap_marks
from medimail.lib.sealing import Sealed
from medimail.mail import folders
from medimail.mail.errors import NoSuchMessage
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox
from medimail.teamwork import marks
from medimail.teamwork.models import Act, State, Work, Writing

_FRESH = timedelta(minutes=5)  # one who thinks does not type
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One act, by name; of a note its words."""

    at: datetime
    by: str
    act: str
    given_to: str = ""
    due_on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a team does with one message."""

    state: str
    person: User | None
    since: datetime | None
    due_on: date | None
    answered: bool
    answered_by: str
    """Empty when another program answered."""
    writing: list[str]
    lines: list[Line] = field(default_factory=list)


def standing(mailbox: Mailbox, person: User, message_id: str, flags: Collection[str]) -> Standing:
    """Keywords say its state, rows since when and by whom. Four queries at most."""
    key = marks.key(message_id)
    work = Work.objects.filter(mailbox=mailbox, message_id=key).first()
    lines = _lines(work) if work else []
    by, whose = marks.answered_by(flags), marks.person_in(flags)
    known = User.objects.in_bulk([pk for pk in (by, whose) if pk])
    moved = [line.at for line in lines if line.act in _MOVES]
    state = marks.state_in(flags)
    return Standing(
        state=state.value,
        person=known.get(whose) if whose and state else None,
        since=moved[-1] if moved and work and work.state == state else None,
        due_on=work.due_on if work else None,
        answered="\\Answered" in flags,
        answered_by=known[by].full_name if by in known else "",
        writing=_writing(mailbox, key, person),
        lines=lines,
    )


def seen(mailbox: Mailbox, person: User, folder: str, uid: int) -> tuple[str, frozenset[str]]:
    """Message-ID and flags, without marking it read. Raises NoSuchMessage."""
    with opened(mailbox, person) as session:
        name = folders.place(session, folder).name
        found = session.run(lambda client: imap_marks.marked(client, name, [uid]))
    if not found:
        raise NoSuchMessage
    return found[0].message_id, found[0].flags


def writing(mailbox: Mailbox, message_id: str, person: User) -> list[str]:
    """Colleagues who have an answer to it open."""
    return _writing(mailbox, marks.key(message_id), person)


def dues(mailbox: Mailbox, message_ids: Sequence[str]) -> dict[str, date]:
    """Of messages that are not done, by Message-ID."""
    keys = {marks.key(one): one for one in message_ids if one}
    rows = Work.objects.filter(mailbox=mailbox, message_id__in=keys, due_on__isnull=False)
    found = rows.exclude(state=State.DONE).values_list("message_id", "due_on")
    return {keys[key]: due_on for key, due_on in found if due_on}


def names(people: Collection[int]) -> dict[int, str]:
    return {one.pk: one.full_name for one in User.objects.filter(pk__in=people)} if people else {}


_MOVES = {act.value for act in Act} - {Act.NOTE.value, Act.DUE.value}


def _lines(work: Work) -> list[Line]:
    """Oldest first: the latest ones when there are too many for a page."""
    steps = list(work.steps.select_related("by", "given_to").order_by("-id")[:_STEPS])[::-1]
    sealed = Sealed(settings.SEALING_KEY)
    return [
        Line(
            step.at,
            step.by.full_name,
            step.act,
            step.given_to.full_name if step.given_to else "",
            step.due_on,
            sealed.open(step.sealed) if step.sealed else "",
        )
        for step in steps
    ]


def _writing(mailbox: Mailbox, key: str, person: User) -> list[str]:
    fresh = Writing.objects.filter(mailbox=mailbox, message_id=key, seen_at__gt=timezone.now() - _FRESH)
    others = fresh.exclude(person=person).select_related("person").order_by("person_id")
    return [one.person.full_name for one in others]
