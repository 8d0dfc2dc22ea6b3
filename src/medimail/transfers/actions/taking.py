from django.db import IntegrityError, transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.models import Mailbox
from medimail.transfers import places, tasks
from medimail.transfers.errors import UnderWay
from medimail.transfers.models import Transfer


def ask_export(person: User, mailbox: Mailbox, form: str) -> Transfer:
    """Replaces the export of before. Raises UnderWay, NoRoom."""
    places.check_room(0)
    try:
        with transaction.atomic():
            older = Transfer.objects.filter(person=person, mailbox=mailbox, kind=Transfer.Kind.EXPORT)
            for one in older.exclude(state__in=[*Transfer.UNDER_WAY, Transfer.State.GONE]):
                places.remove(one.token)
            older.exclude(state__in=Transfer.UNDER_WAY).update(state=Transfer.State.GONE)
            asked = Transfer.objects.create(
                kind=Transfer.Kind.EXPORT, form=form, state=Transfer.State.WAITING, mailbox=mailbox, person=person
            )
            trace(person, "export.asked", mailbox, transfer=asked.pk)
            tasks.take_out.defer(transfer_id=asked.pk)
    except IntegrityError:
        raise UnderWay from None
    return asked
