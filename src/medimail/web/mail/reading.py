"""A message: a full page, or the part of it that htmx will replace."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from medimail.deliveries.queries import lines_of
from medimail.mail.queries import message as message_view
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.folders import FILINGS
from medimail.web.mail.listing import listing, replaces
from medimail.web.mail.opening import MailRequest, of_mailbox


@of_mailbox
@require_safe
def message(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    if folder == "brouillons":
        return redirect(f"{reverse('compose', args=[mailbox.pk])}?brouillon={uid}")
    shown = message_view(mailbox, request.user, folder, uid)
    context: dict[str, object] = {"message": shown, "filings": FILINGS[folder], "mailbox": mailbox, "folder": folder}
    if shown.sender_address.lower() == mailbox.address:
        context["lines"] = lines_of(mailbox, shown.message_id)
    if replaces(request, "reading"):
        return render(request, "mail/message.html", context)
    return render(request, "mail/folder.html", listing(request, mailbox, folder) | context | {"opened": uid})
