from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox
from medimail.transfers.models import Transfer


def latest(person: User, mailbox: Mailbox) -> dict[str, Transfer | None]:
    """The export and the import to show, each the last one of this person."""
    return {kind.value: _last(person, mailbox, kind) for kind in Transfer.Kind}


def _last(person: User, mailbox: Mailbox, kind: Transfer.Kind) -> Transfer | None:
    found = Transfer.objects.filter(mailbox=mailbox, person=person, kind=kind).order_by("-id").first()
    return found if found and found.state != Transfer.State.GONE else None


def taken_by_another(person: User, mailbox: Mailbox) -> bool:
    others = Transfer.objects.filter(mailbox=mailbox, state__in=Transfer.UNDER_WAY).exclude(person=person)
    return others.exists()
