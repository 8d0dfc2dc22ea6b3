from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox
from medimail.stationery.access import usable_by
from medimail.stationery.models import Paper


def papers_for(person: User, mailbox: Mailbox) -> list[Paper]:
    return list(usable_by(person, mailbox).order_by("name", "pk"))


def model_for(person: User, mailbox: Mailbox, pk: int) -> Paper:
    """Or `Paper.DoesNotExist`."""
    return usable_by(person, mailbox).get(pk=pk, kind=Paper.Kind.MODEL)


def signature_for(person: User, mailbox: Mailbox) -> Paper | None:
    """That of the box first: who writes for a service signs for it."""
    return usable_by(person, mailbox).filter(by_default=True).order_by("owner").first()
