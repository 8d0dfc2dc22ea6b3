"""A message: a full page, or the part of it that htmx will replace."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from medimail.deliveries.queries import lines_of
from medimail.mail.queries import MessageView
from medimail.mail.queries import message as message_view
from medimail.mailboxes.models import Mailbox
from medimail.web.deliveries.receipts import asked_by
from medimail.web.mail.attached import Shown
from medimail.web.mail.folders import FILINGS
from medimail.web.mail.inside import inside_of, written
from medimail.web.mail.invited import Invited
from medimail.web.mail.listing import listing, replaces
from medimail.web.mail.opening import MailRequest, of_mailbox
from medimail.web.mail.sender import sender_of


@of_mailbox
@require_safe
def message(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    if folder == "brouillons":
        return redirect(f"{reverse('compose', args=[mailbox.pk])}?brouillon={uid}")
    shown = message_view(mailbox, request.user, folder, uid, inside=inside_of(request.GET))
    context = _context(request, mailbox, shown) | {"filings": FILINGS[folder], "mailbox": mailbox, "folder": folder}
    if replaces(request, "reading"):
        return render(request, "mail/message.html", context)
    return render(request, "mail/folder.html", listing(request, mailbox, folder) | context | {"opened": uid})


def _context(request: MailRequest, mailbox: Mailbox, message: MessageView) -> dict[str, object]:
    inside = written(message.inside)
    return {
        "message": message,
        "lines": lines_of(mailbox, message.message_id) if message.sender_address.lower() == mailbox.address else [],
        "receipt_to": asked_by(mailbox, message),
        "sender": sender_of(request.user, mailbox, message),
        "invited": Invited(message.invitation) if message.invitation else None,
        "files": [
            Shown(file, f"{inside}.{file.part}".strip(".") if file.openable else "") for file in message.attachments
        ],
        "suffix": f"?{urlencode({'dans': inside})}" if inside else "",
        "framed": urlencode({"dans": inside, "s": message.hint} if inside else {"s": message.hint}),
        # Back to the message this one came in.
        "around": written(message.inside[:-1]),
    }
