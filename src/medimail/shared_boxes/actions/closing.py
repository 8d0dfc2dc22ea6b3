"""A shared box closes on a day that was announced, never at once."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from medimail.accounts.models import User
from medimail.audit.actions import trace
from medimail.mailboxes.actions import move_shared
from medimail.mailboxes.models import Mailbox
from medimail.shared_boxes.letters import tell_members
from medimail.shared_boxes.models import Closing


@transaction.atomic
def announce_closing(box: Mailbox, reason: str, *, by: User) -> Closing:
    """A second click answers the day that was announced."""
    Mailbox.objects.select_for_update().get(pk=box.pk)
    day = timezone.localdate() + timedelta(days=settings.SHARED_BOX_CLOSING_DAYS)
    closing, new = Closing.objects.get_or_create(
        mailbox=box, defaults={"closes_on": day, "reason": reason, "asked_by": by}
    )
    if new:
        trace(by, "mailbox.closing_announced", box, day=day.isoformat())
        tell_members(box, "closing", reason, closes_on=day)
    return closing


@transaction.atomic
def keep_open(box: Mailbox, *, by: User) -> None:
    """The announced closing is cancelled; nothing when there is none."""
    gone, _ = Closing.objects.filter(mailbox=box).exclude(mailbox__state=Mailbox.State.CLOSED).delete()
    if gone:
        trace(by, "mailbox.closing_cancelled", box)
        tell_members(box, "kept")


def close_due() -> None:
    """Run twice, it closes once."""
    due = Closing.objects.filter(closes_on__lte=timezone.localdate())
    for closing in due.exclude(mailbox__state=Mailbox.State.CLOSED).select_related("mailbox"):
        _close(closing.pk)


@transaction.atomic
def _close(pk: int) -> None:
    closing = Closing.objects.select_for_update(of=("self",)).select_related("mailbox").filter(pk=pk).first()
    if closing and move_shared(closing.mailbox.pk, Mailbox.State.CLOSED, by=None):
        tell_members(closing.mailbox, "closed", closing.reason)
