from datetime import datetime

from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.enrolment import actions as enrolment
from medimail.enrolment.access import lock
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application
from medimail.mailboxes.actions import open_mailbox
from medimail.mailboxes.models import Mailbox
from medimail.notifications.actions import notify_account_open, notify_refused
from medimail.servicedesk.access import application_for
from medimail.servicedesk.errors import AlreadyDecided, ChangedSince
from medimail.servicedesk.models import Administrator, Structure


@transaction.atomic
def accept(user: User, pk: int, *, read: datetime | None = None) -> Mailbox:
    """Validate the account: the box opens and the person is told, or nothing happens at all.

    `read` is the `submitted_at` of what the administrator has read; None trusts that nothing else was sent.
    Raises `AlreadyDecided`, `ChangedSince`, and `mailboxes.errors.NoDomain` when no address can be given.
    """
    application = _decide(user, pk, read, Application.State.ACTIVE)
    box = open_mailbox(application.user, by=user)
    notify_account_open(application.user.email, application.user.first_name, box.address, box.kind)
    return box


@transaction.atomic
def refuse(user: User, pk: int, reason: str, *, read: datetime | None = None) -> None:
    """Raises `AlreadyDecided` and `ChangedSince`, as `accept` does."""
    application = _decide(user, pk, read, Application.State.REFUSED, reason)
    notify_refused(application.user.email, application.user.first_name, reason)


@transaction.atomic
def appoint(
    user: User, scope: Administrator.Scope, *, region_code: str = "", structure: Structure | None = None
) -> None:
    administrator, created = Administrator.objects.get_or_create(
        user=user, defaults={"scope": scope, "region_code": region_code, "structure": structure}
    )
    if created:
        trace(None, "administrator.appointed", administrator, scope=scope)


@transaction.atomic
def register_structure(name: str, finess: str, region_code: str) -> Structure:
    structure, created = Structure.objects.get_or_create(
        finess=finess, defaults={"name": name, "region_code": region_code}
    )
    if created:
        trace(None, "structure.registered", structure)
    return structure


def _decide(user: User, pk: int, read: datetime | None, state: Application.State, reason: str = "") -> Application:
    """Access first, then the lock: the second of two administrators sees the decision of the first."""
    application = lock(application_for(user, pk).pk)
    try:
        enrolment.decide(application, user, state, reason)
    except WrongState as wrong:
        by = application.decided_by
        raise AlreadyDecided(by.full_name if by else "", wrong.state) from wrong
    if read is not None and read != application.submitted_at:
        raise ChangedSince
    return application
