"""The copy in Sent is the draft, moved: it can be tried again and never doubles."""

from django.db import transaction

from medimail.mail.folders import DRAFTS, SENT
from medimail.mail.models import Outbox
from medimail.mail.store import opened_by_worker


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
