"""On a request in the queue: accept, refuse, ask. The second of two administrators is told what the first did."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from medimail.accounts.actions import prove_number
from medimail.accounts.models import NationalNumber, User
from medimail.enrolment import actions as enrolment
from medimail.enrolment.access import lock
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application
from medimail.mailboxes.actions import open_mailbox
from medimail.mailboxes.models import Mailbox
from medimail.notifications.actions import notify_account_open, notify_question, notify_refused
from medimail.servicedesk.access import application_for
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince
from medimail.shared_boxes.access import wished

State = Application.State


@transaction.atomic
def accept(user: User, pk: int, *, read: datetime | None = None) -> Mailbox:
    """Validate the account: the box opens and the person is told, or nothing happens at all.

    `read` is the `submitted_at` of what the administrator has read; None trusts that nothing else was sent.
    Raises `AlreadyDecided`, `ChangedSince`, `accounts.errors.NumberTaken` when another account has proved this number,
    and `mailboxes.errors.NoDomain` when no address can be given.
    """
    with _held(user, pk, read) as application:
        enrolment.decide(application, user, State.ACTIVE)
    prove_number(application.user, NationalNumber.Proof.ADMINISTRATOR)
    box = open_mailbox(application.user, by=user)
    to = application.user
    notify_account_open(to.email, to.first_name, box.address, box.kind, wants_shared=wished(to))
    return box


@transaction.atomic
def refuse(user: User, pk: int, reason: str, *, read: datetime | None = None) -> None:
    """Raises `AlreadyDecided` and `ChangedSince`, as `accept` does."""
    with _held(user, pk, read) as application:
        enrolment.decide(application, user, State.REFUSED, reason)
    notify_refused(application.user.email, application.user.first_name, reason)


@transaction.atomic
def ask(user: User, pk: int, question: str, *, read: datetime | None = None) -> None:
    """Raises `AlreadyDecided` and `ChangedSince`, as `accept` does."""
    with _held(user, pk, read) as application:
        enrolment.ask(application, user, question)
    notify_question(application.user.email, application.user.first_name, question)


@contextmanager
def _held(user: User, pk: int, read: datetime | None) -> Iterator[Application]:
    """Access first, then the lock, then the two ways of coming too late."""
    application = lock(application_for(user, pk).pk)
    try:
        yield application
    except WrongState as wrong:
        raise AlreadyDecided(application.decided_by, wrong.state) from wrong
    if read is not None and read != application.submitted_at:
        raise ChangedSince
