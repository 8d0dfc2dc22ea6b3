from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.lib import imap_marks
from medimail.lib.imap import Session
from medimail.lib.imap_marks import Marked
from medimail.lib.sealing import Sealed
from medimail.mail import folders
from medimail.mail.store import opened
from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.news import announce
from medimail.teamwork import marks
from medimail.teamwork.access import colleague, shared
from medimail.teamwork.errors import Taken, Unmarked
from medimail.teamwork.models import Act, State, Step, Work, Writing

MANY = 500
LONGEST_NOTE = 4_000


@dataclass(frozen=True, slots=True)
class Done:
    uids: list[int]
    others: dict[int, str] = field(default_factory=dict)
    """Messages left as they are, because a colleague of this name has them."""


def take(mailbox: Mailbox, person: User, folder: str, uids: Sequence[int], *, sure: bool = False) -> Done:
    """« Je m’en charge ». What a colleague has stays theirs, unless the person is `sure`. Raises MailUnavailable."""

    def taken(work: Work) -> Act | None:
        if work.state in {State.TAKEN, State.WAITING} and work.person not in {None, person} and not sure:
            assert work.person is not None  # noqa: S101 (for the type checker)
            raise Taken(work.person.full_name)
        return _moved(work, State.TAKEN, person, Act.TAKEN)

    return _each(mailbox, person, folder, uids, taken)


def give(mailbox: Mailbox, person: User, folder: str, uids: Sequence[int], to: int) -> Done:
    """Raises NotAMember, MailUnavailable."""
    other = colleague(mailbox, to)
    return _each(mailbox, person, folder, uids, lambda work: _moved(work, State.TAKEN, other, Act.GIVEN))


def put(mailbox: Mailbox, person: User, folder: str, uids: Sequence[int], state: State) -> Done:
    """In waiting, done, or open to whoever takes it. Raises MailUnavailable."""

    def changed(work: Work) -> Act | None:
        whose = None if state == State.OPEN else work.person or person
        return _moved(work, state, whose, _ACTS[state])

    return _each(mailbox, person, folder, uids, changed)


_ACTS = {State.OPEN: Act.LEFT, State.WAITING: Act.WAITING, State.DONE: Act.DONE, State.TAKEN: Act.TAKEN}


def due(mailbox: Mailbox, person: User, folder: str, uid: int, on: date | None) -> None:
    """Raises Unmarked, MailUnavailable."""
    with transaction.atomic():
        work = _one(mailbox, person, folder, uid)
        if work.due_on != on:
            work.due_on = on
            work.save()
            Step.objects.create(work=work, by=person, act=Act.DUE, due_on=on)
            trace(person, "work.due", work)
    announce(mailbox.pk)


def note(mailbox: Mailbox, person: User, folder: str, uid: int, text: str) -> None:
    """Words between colleagues: sealed, and never part of the message. Raises Unmarked, MailUnavailable."""
    with transaction.atomic():
        work = _one(mailbox, person, folder, uid)
        sealed = Sealed(settings.SEALING_KEY).seal(text[:LONGEST_NOTE])
        Step.objects.create(work=work, by=person, act=Act.NOTE, sealed=sealed)
        work.save(update_fields=["changed_at"])
        trace(person, "work.noted", work)
    announce(mailbox.pk)


def writes(mailbox: Mailbox, person: User, message_id: str) -> None:
    """The person has an answer to this message open: said to whoever opens it, for as long as it is repeated."""
    shared(mailbox)
    now = timezone.now()
    _, begun = Writing.objects.update_or_create(
        mailbox=mailbox, message_id=marks.key(message_id), person=person, defaults={"seen_at": now}
    )
    if begun:
        announce(mailbox.pk)


def stops(mailbox: Mailbox, person: User, message_id: str) -> None:
    if Writing.objects.filter(mailbox=mailbox, message_id=marks.key(message_id), person=person).delete()[0]:
        announce(mailbox.pk)


def forget() -> None:
    """What nobody touched for years, and answers nobody has open."""
    now = timezone.now()
    Writing.objects.filter(seen_at__lt=now - timedelta(hours=1)).delete()
    Work.objects.filter(changed_at__lt=now - timedelta(days=settings.MEDIMAIL_TEAMWORK_KEPT_DAYS)).delete()


def _moved(work: Work, state: State, person: User | None, act: Act) -> Act | None:
    if (work.state, work.person_id) == (state, person.pk if person else None):
        return None
    work.state, work.person = state, person
    return act


def _each(
    mailbox: Mailbox, person: User, folder: str, uids: Sequence[int], change: Callable[[Work], Act | None]
) -> Done:
    """Keywords first, then the rows they belong to: repeated after a failure, it ends the same."""
    done = Done([])
    with transaction.atomic(), opened(mailbox, person) as session:
        for seen, work in _works(mailbox, session, folder, uids[:MANY]):
            try:
                act = change(work)
            except Taken as other:
                done.others[seen.uid] = str(other)
                continue
            _mark(session, seen, work)
            if act:
                work.save()
                Step.objects.create(work=work, by=person, act=act, given_to=work.person if act == Act.GIVEN else None)
                trace(person, f"work.{act.value}", work)
            done.uids.append(seen.uid)
    announce(mailbox.pk)
    return done


def _mark(session: Session, seen: Marked, work: Work) -> None:
    wanted, there = marks.keywords(work.state, work.person_id), marks.of_work(seen.flags)
    session.run(lambda client: imap_marks.mark(client, [seen.uid], on=wanted - there, off=there - wanted))


def _one(mailbox: Mailbox, person: User, folder: str, uid: int) -> Work:
    with opened(mailbox, person) as session:
        found = _works(mailbox, session, folder, [uid])
    if not found:
        raise Unmarked
    return found[0][1]


def _works(mailbox: Mailbox, session: Session, folder: str, uids: Sequence[int]) -> list[tuple[Marked, Work]]:
    """With their rows, locked, as the keywords say they are: another program may have changed those."""
    shared(mailbox)
    name = folders.place(session, folder).name
    seen = session.run(lambda client: imap_marks.marked(client, name, uids))
    found = {marks.key(one.message_id): one for one in seen if one.message_id}
    Work.objects.bulk_create([Work(mailbox=mailbox, message_id=key) for key in found], ignore_conflicts=True)
    rows = Work.objects.select_for_update(of=("self",)).select_related("person").filter(mailbox=mailbox)
    works = list(rows.filter(message_id__in=found).order_by("id"))
    for work in works:
        work.state = marks.state_in(found[work.message_id].flags)
    return [(found[work.message_id], work) for work in works]
