from medimail.mailboxes.models import Mailbox
from medimail.refiling.models import Refiling


def latest(mailbox: Mailbox) -> Refiling | None:
    """The one to show."""
    return Refiling.objects.filter(mailbox=mailbox).order_by("-id").first()
