"""Only who may write in a box applies its rules; for others the box does not exist here."""

from django.db import IntegrityError, transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.access import mailbox_for
from medimail.mailboxes.models import Mailbox
from medimail.refiling import tasks
from medimail.refiling.errors import NoRules, UnderWay
from medimail.refiling.models import Refiling
from medimail.rules.queries import rules_of


def ask(person: User, mailbox: Mailbox) -> None:
    """Raises NoRules, UnderWay, Mailbox.DoesNotExist."""
    _check(person, mailbox)
    if not any(rule.on for rule in rules_of(mailbox)):
        raise NoRules
    try:
        with transaction.atomic():
            Refiling.objects.filter(mailbox=mailbox).exclude(state__in=Refiling.UNDER_WAY).delete()
            asked = Refiling.objects.create(mailbox=mailbox, person=person)
            trace(person, "rules.applied", mailbox, refiling=asked.pk)
            tasks.refile.defer(refiling_id=asked.pk)
    except IntegrityError:
        raise UnderWay from None


@transaction.atomic
def stop(person: User, mailbox: Mailbox) -> None:
    """After the messages in work; what is filed stays where it is. Twice is once. Raises Mailbox.DoesNotExist."""
    _check(person, mailbox)
    running = Refiling.objects.filter(mailbox=mailbox, state__in=Refiling.UNDER_WAY)
    if running.update(state=Refiling.State.STOPPED):
        trace(person, "rules.stopped", mailbox)


def _check(person: User, mailbox: Mailbox) -> None:
    if not mailbox_for(person, mailbox.pk).may_write:
        raise Mailbox.DoesNotExist
