"""Acts on the message being read: file it elsewhere, mark it unread."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from medimail.mail import actions
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.folders import LABELS
from medimail.web.mail.opening import MailRequest, of_mailbox


@of_mailbox
@require_POST
def move(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    target = request.POST.get("vers", "")
    if target not in LABELS:
        raise Http404
    actions.move(mailbox, request.user, folder, [uid], target)
    messages.success(request, f"Message rangé dans « {LABELS[target]} ».")
    return redirect("folder", mailbox.pk, folder)


@of_mailbox
@require_POST
def mark_unread(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    actions.mark(mailbox, request.user, folder, [uid], seen=False)
    messages.success(request, "Message marqué comme non lu.")
    return redirect("folder", mailbox.pk, folder)
