"""An answer to an invitation: an ordinary message with a calendar part, and a keyword on what was answered.

What a box answered to a meeting, in any version of its invitation, is read off the Message-IDs of its answers in Sent:
subjects and meetings are nowhere else.
"""

import hashlib
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db import connection
from django.utils import timezone

from medimail.accounts.models import User
from medimail.lib import imap_marks, invitation_reply
from medimail.lib.imap_errors import ImapUnavailable
from medimail.lib.invitation import Invitation
from medimail.lib.mail_domains import domain_of
from medimail.mail import actions, drafts, queries
from medimail.mail.errors import MailUnavailable, NoAnswerWanted, RecipientsRefused
from medimail.mail.folders import DRAFTS, JUNK, REPORTS, SENT, place
from medimail.mail.models import Outbox
from medimail.mail.queries import MessageView
from medimail.mail.store import opened
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.models import Mailbox, Role
from medimail.trust.queries import in_space


class Answer(StrEnum):
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"

    @property
    def keyword(self) -> str:
        return f"${self.value}"


class Why(StrEnum):
    """No answer from here."""

    ELSEWHERE = "elsewhere"  # a copy among the sent, the junk, in another message
    INCOMPLETE = "incomplete"
    OWN = "own"
    NOT_INVITED = "not_invited"
    OUTSIDE = "outside"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Standing:
    given: Answer | None = None
    """To this version."""
    before: Answer | None = None
    """To an earlier one."""
    moved: bool = False
    """The hour is another one than what was answered."""
    old: bool = False
    """A later version was answered."""


_LOCK = 0x4956  # the first half of an advisory lock's number; the second is the box
_REMEMBERED = timedelta(days=800)
_SAID = re.compile(r"^Message-ID:\s*<rv\.[0-9a-f]{24}\.([0-9a-f]{12})\.(\d{1,10})\.([a-z]{8,9})\.", re.I | re.M)


def standing(mailbox: Mailbox, person: User, message: MessageView) -> Standing:
    """What this box answered so far. Raises MailUnavailable."""
    invited = message.invitation
    if invited is None or _elsewhere(message) or mailbox.address not in invited.invited or not invited.uid:
        return Standing()
    marked = next((one for one in Answer if one.keyword in {flag.lower() for flag in message.flags}), None)
    said = _answers(mailbox, person, invited)
    if any(sequence > invited.sequence for _, sequence, _ in said):
        return Standing(marked, old=True)
    when, sequence, answer = said[-1] if said else ("", -1, None)
    if marked or (when, sequence) == (_when(invited), invited.sequence):
        return Standing(marked or answer)
    return Standing(before=answer, moved=bool(said) and when != _when(invited))


def obstacle(mailbox: Mailbox, message: MessageView, known: Standing) -> Why | None:
    invited = message.invitation
    if invited is None or _elsewhere(message):
        return Why.ELSEWHERE
    if invited.organizer_address == mailbox.address:
        return Why.OWN
    if not (invited.uid and invited.organizer_address):
        return Why.INCOMPLETE
    if mailbox.address not in invited.invited:
        return Why.NOT_INVITED
    # Else whoever writes here could have our answers sent to anybody.
    if invited.organizer_address != message.sender_address.lower() and not in_space(
        domain_of(invited.organizer_address)
    ):
        return Why.OUTSIDE
    return Why.OLD if known.old else None


def answer(mailbox: Mailbox, person: User, folder: str, uid: int, said: Answer) -> str:
    """The address it went to; the same answer again sends nothing.

    Raises NoAnswerWanted, RecipientsRefused, NoSuchMessage, MailUnavailable.
    """
    with _one_at_a_time(mailbox):
        message = queries.message(mailbox, person, folder, uid)
        known = standing(mailbox, person, message)
        why = obstacle(mailbox, message, known)
        if why or message.invitation is None or message.invitation.method != "REQUEST":
            raise NoAnswerWanted(why or Why.ELSEWHERE)
        if known.given != said:
            _send(mailbox, person, message, message.invitation, said)
            with opened(mailbox, person) as session:
                session.open(place(session, folder).name)
                others = {one.keyword for one in Answer} - {said.keyword}
                session.run(lambda client: imap_marks.mark(client, [uid], on=[said.keyword], off=others))
    return message.invitation.organizer_address


def _send(mailbox: Mailbox, person: User, message: MessageView, invited: Invitation, said: Answer) -> None:
    composition = _composition(mailbox, person, message, invited, said)
    try:
        actions.send(mailbox, person, composition, undo_seconds=0)
    except (RecipientsRefused, MailUnavailable):
        # Opened in the composer it would lose what makes it an answer.
        row = Outbox.objects.filter(mailbox=mailbox, message_id=composition.message_id, state="prepared").first()
        if row is not None:
            with suppress(MailUnavailable, ImapUnavailable):
                drafts.remove_older(mailbox, person, 2**32, row.draft_uid)
        raise


def _composition(
    mailbox: Mailbox, person: User, message: MessageView, invited: Invitation, said: Answer
) -> actions.Composition:
    # To somebody who is not the sender nothing is repeated that the sender wrote.
    from_organizer = message.sender_address.lower() == invited.organizer_address
    about = invited.summary[:150] if from_organizer and invited.summary else "votre invitation"
    verb, title = _WORDS[said]
    signed = mailbox.signed_by(person)
    return actions.Composition(
        message_id=f"<rv.{_event(invited)}.{_when(invited)}.{invited.sequence}.{said}.{uuid.uuid4().hex[:12]}@{mailbox.domain_id}>",
        to=[invited.organizer_address],
        cc=[],
        bcc=[],
        subject=f"{title}\N{NO-BREAK SPACE}: {about}",
        text=f"{signed} {verb}\N{NO-BREAK SPACE}: {about}.",
        uploads=[],
        kept=[],
        draft_uid=None,
        in_reply_to=message.message_id if from_organizer else "",
        references="",
        answered=(message.folder, message.uid),
        calendar=invitation_reply.build(
            invited,
            guest=(mailbox.display_name, mailbox.address),
            status=said.upper(),
            moment=timezone.now(),
            sent_by=_own_address(mailbox, person),
        ),
    )


_WORDS = {
    Answer.ACCEPTED: ("accepte l’invitation", "Accepté"),
    Answer.TENTATIVE: ("viendra peut-être", "Peut-être"),
    Answer.DECLINED: ("décline l’invitation", "Refusé"),
}


def _own_address(mailbox: Mailbox, person: User) -> str:
    """Of a delegate: who answers in the name of the holder."""
    if mailbox.holder_id in {None, person.pk}:
        return ""
    return next((box.address for box in mailboxes_of(person) if box.role == Role.HOLDER), "")


def _elsewhere(message: MessageView) -> bool:
    return bool(message.inside) or message.folder in {DRAFTS.slug, SENT.slug, JUNK.slug, REPORTS.slug}


def _answers(mailbox: Mailbox, person: User, invited: Invitation) -> list[tuple[str, int, Answer]]:
    """(when, version, answer) of all that was said about this meeting, in order."""
    with opened(mailbox, person) as session:
        session.open(SENT.name, readonly=True)
        found = session.with_message_ids([f"rv.{_event(invited)}."], (timezone.now() - _REMEMBERED).date())
    parts = [_SAID.search(header.decode("ascii", "replace")) for _, header in sorted(found.items())]
    known = set(Answer)
    return [(one[1], int(one[2]), Answer(one[3])) for one in parts if one and one[3] in known]


def _event(invited: Invitation) -> str:
    return _digest(f"{invited.uid}\n{invited.occurrence or ''}", 24)


def _when(invited: Invitation) -> str:
    return _digest(f"{invited.starts}\n{invited.ends or ''}", 12)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:length]


@contextmanager
def _one_at_a_time(mailbox: Mailbox) -> Iterator[None]:
    """Two clicks wait for each other, outside of any transaction: what has been sent stays sent."""
    numbers = [_LOCK, mailbox.pk % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", numbers)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", numbers)
