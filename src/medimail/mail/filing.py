"""The copy in Sent is the draft, moved: it can be tried again and never doubles."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from medimail.lib.passes import each_while_answered
from medimail.mail.errors import MailUnavailable
from medimail.mail.folders import DRAFTS, SENT
from medimail.mail.models import Outbox
from medimail.mail.store import opened_by_worker

_STUCK = timedelta(minutes=1)  # the job had its chance
_KEPT = timedelta(days=30)
_PER_PASS = 500


def file_copy(outbox_id: int) -> None:
    """Move the draft of a submitted message to Sent; safe to run twice. Raises MailUnavailable."""
    with transaction.atomic():
        outbox = Outbox.objects.select_for_update(of=("self",)).select_related("mailbox").filter(pk=outbox_id).first()
        if outbox is None or outbox.state != Outbox.State.SUBMITTED:
            return
        with opened_by_worker(outbox.mailbox) as session:
            session.open(DRAFTS.name)
            if uids := session.with_message_id(outbox.message_id):
                copy = max(uids)
                session.mark([copy], "\\Draft", on=False)
                session.move([copy], SENT.name)
                if older := [uid for uid in uids if uid != copy]:
                    session.remove(older)
        outbox.state = Outbox.State.FILED
        outbox.save(update_fields=["state", "changed_at"])


def sweep() -> None:
    """File the copies whose job was lost or gave up, oldest attempt first, and forget what was sent long ago."""
    now = timezone.now()
    stuck = Outbox.objects.filter(state=Outbox.State.SUBMITTED, changed_at__lt=now - _STUCK).order_by("changed_at")
    each_while_answered(stuck.values_list("pk", flat=True)[:_PER_PASS], _filed)
    done = Outbox.objects.filter(changed_at__lt=now - _KEPT, problem={})
    done.exclude(state__in=[Outbox.State.SUBMITTED, Outbox.State.SCHEDULED]).delete()


def _filed(outbox_id: int) -> bool:
    try:
        file_copy(outbox_id)
    except MailUnavailable:
        # To the end of the line: the copies of a box that cannot be opened must not stay first and hide the others.
        Outbox.objects.filter(pk=outbox_id).update(changed_at=timezone.now())
        return False
    return True
