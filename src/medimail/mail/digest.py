"""News that were to be told later: one letter for all boxes of a person."""

from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import Profile, User
from medimail.mail.errors import MailUnavailable
from medimail.mail.folders import INBOX
from medimail.mail.store import opened_by_worker
from medimail.mailboxes.access import openable_by
from medimail.mailboxes.models import Mailbox
from medimail.notifications.actions import notify_digest
from medimail.notifications.models import Alert

_PER_PASS = 500


def tell_due() -> None:
    due = Alert.objects.filter(due_at__lte=timezone.now())
    for person in due.order_by("user").values_list("user", flat=True).distinct()[:_PER_PASS]:
        _tell(person)


@transaction.atomic
def _tell(person: int) -> None:
    """Run twice, it tells once: the rows are locked until their letter stands."""
    due = Alert.objects.select_for_update().filter(user=person, due_at__lte=timezone.now())
    addresses = list(due.values_list("address", flat=True))
    due.update(due_at=None)
    boxes = openable_by(User(pk=person)).filter(address__in=addresses).order_by("id")
    unread = [box.address for box in boxes if _has_unread(box)]
    if unread and Profile.objects.filter(user=person, notify=True).exists():
        user = User.objects.get(pk=person)
        notify_digest(user.email, user.first_name, unread)


def _has_unread(box: Mailbox) -> bool:
    """What was read meanwhile is no news. Of a store that does not answer, the letter is right more often than not."""
    try:
        with opened_by_worker(box) as session:
            return session.status(INBOX.name)["UNSEEN"] > 0
    except MailUnavailable:
        return True
