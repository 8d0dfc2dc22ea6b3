from django.db import transaction

from medimail.accounts.actions import first_time_in
from medimail.accounts.models import Session, User
from medimail.audit.actions import trace
from medimail.mailboxes.models import Mailbox


@transaction.atomic
def enter(mailbox: Mailbox, person: User, session: Session) -> None:
    """Traced once for each session: who opened this box, with what, from where."""
    if first_time_in(session, mailbox.pk):
        seen = {"device": session.device, "network": session.network, "place": session.place}
        trace(person, "mailbox.entered", mailbox, means="webmail", **seen)
