"""A file comes in pieces, so that a lost network costs one piece and no request is larger than a page may be."""

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.models import Mailbox
from medimail.transfers import places, tasks
from medimail.transfers.errors import OutOfStep, TooBig, UnderWay
from medimail.transfers.models import Transfer


def begin_import(person: User, mailbox: Mailbox, size: int) -> Transfer:
    """The same size again goes on with what came already. Raises UnderWay, NoRoom, TooBig."""
    if size > settings.TRANSFER_MAX_BYTES:
        raise TooBig(settings.TRANSFER_MAX_BYTES)
    places.check_room(size)
    mine = Transfer.objects.filter(person=person, mailbox=mailbox, kind=Transfer.Kind.IMPORT)
    if begun := mine.filter(state=Transfer.State.SENDING, size=size).first():
        return begun
    try:
        with transaction.atomic():
            for one in mine.exclude(state__in=[Transfer.State.WAITING, Transfer.State.RUNNING, Transfer.State.GONE]):
                places.remove(one.token)
                Transfer.objects.filter(pk=one.pk).update(state=Transfer.State.GONE)
            asked = Transfer.objects.create(
                kind=Transfer.Kind.IMPORT, state=Transfer.State.SENDING, mailbox=mailbox, person=person, size=size
            )
            trace(person, "import.asked", mailbox, transfer=asked.pk, size=size)
    except IntegrityError:
        raise UnderWay from None
    places.created(places.file_of(asked)).close()
    return asked


def bring(transfer: Transfer, at: int, pieces: Iterable[bytes]) -> int:
    """How much is there now. Raises OutOfStep, TooBig: the announced size is the limit of all pieces together."""
    with transaction.atomic():
        locked = Transfer.objects.select_for_update().get(pk=transfer.pk)
        if locked.state != Transfer.State.SENDING or at != locked.received:
            raise OutOfStep(locked.received)
        with places.file_of(locked).open("r+b") as file:
            file.seek(at)
            for piece in pieces:
                locked.received += len(piece)
                if locked.received > locked.size:
                    raise TooBig(locked.size)
                file.write(piece)
        locked.save(update_fields=["received", "changed_at"])
    return locked.received


def read_import(transfer: Transfer) -> None:
    """The file is whole. Twice is once. Raises OutOfStep while something is missing."""
    with transaction.atomic():
        locked = Transfer.objects.select_for_update().get(pk=transfer.pk)
        if locked.state == Transfer.State.SENDING and locked.received < locked.size:
            raise OutOfStep(locked.received)
        if locked.state == Transfer.State.SENDING:
            locked.state = Transfer.State.WAITING
            locked.save(update_fields=["state", "changed_at"])
            tasks.take_in.defer(transfer_id=locked.pk)
