from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medimail.mailboxes.models import Mailbox
from medimail.web.mail.opening import MailRequest, frame, of_mailbox


@of_mailbox
@require_safe
def rules(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    return render(request, "mail/settings.html", frame(request, mailbox, "") | {"title": "Règles de rangement"})
