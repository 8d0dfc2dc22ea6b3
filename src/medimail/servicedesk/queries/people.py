from medimail.accounts.models import User
from medimail.mailboxes.models import Mailbox


def person_at(address: str) -> User | None:
    """The validated account of this sign-in address, or of this address of a personal box."""
    own = Mailbox.objects.filter(holder__isnull=False, state=Mailbox.State.ACTIVE)
    box = own.filter(address=address.lower()).select_related("holder").first()
    if box is None:
        box = own.filter(holder__email__iexact=address).select_related("holder").first()
    return box.holder if box else None
