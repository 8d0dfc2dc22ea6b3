from django.db import transaction

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.transfers import places, tasks
from medimail.transfers.models import Transfer


def stop(person: User, transfer: Transfer) -> None:
    """While it is under way. Of an import, what is in the box stays there."""
    _remove(person, transfer, Transfer.UNDER_WAY, "stopped")


def forget(person: User, transfer: Transfer) -> None:
    """The file is removed at once; twice is once."""
    ended = (Transfer.State.DONE, Transfer.State.STOPPED, Transfer.State.FAILED)
    _remove(person, transfer, ended, "removed")


def _remove(person: User, transfer: Transfer, states: tuple[Transfer.State, ...], word: str) -> None:
    with transaction.atomic():
        if not Transfer.objects.filter(pk=transfer.pk, state__in=states).update(state=Transfer.State.GONE):
            return
        trace(person, f"{transfer.kind}.{word}", transfer.mailbox, transfer=transfer.pk)
    places.remove(transfer.token)


@transaction.atomic
def go_on(person: User, transfer: Transfer) -> None:
    """An import that stopped, for example because the box was full: what is in already is recognised."""
    stopped = Transfer.objects.filter(pk=transfer.pk, state=Transfer.State.STOPPED)
    if stopped.update(state=Transfer.State.WAITING, problem=""):
        trace(person, "import.asked", transfer.mailbox, transfer=transfer.pk)
        tasks.take_in.defer(transfer_id=transfer.pk)


def noted_download(person: User, transfer: Transfer) -> None:
    trace(person, "export.downloaded", transfer.mailbox, transfer=transfer.pk)
