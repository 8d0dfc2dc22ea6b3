"""What is still on its way from a box, and what somebody should look at."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from medimail.deliveries.access import delivery_for
from medimail.deliveries.actions import dismiss
from medimail.deliveries.models import Delivery
from medimail.deliveries.queries import under_way
from medimail.mail.sent import copies
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.opening import MailRequest, frame, of_mailbox, of_written


@of_mailbox
@require_safe
def deliveries(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    page = under_way(mailbox, before=imap_number(request.GET.get("avant")))
    rows = [(line, *found) for line, found in _with_copies(request, mailbox, page.lines)]
    context = {"rows": rows, "older": page.older, "title": "Suivi des envois", "suivi": True}
    return render(request, "deliveries/list.html", frame(request, mailbox, "") | context)


@of_written
@require_POST
def seen(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    dismiss(mailbox, request.user, delivery_for(mailbox, pk))
    messages.success(request, "C’est noté : cet envoi n’est plus dans la liste.")
    return redirect("deliveries", mailbox.pk)


def _with_copies(
    request: MailRequest, mailbox: Mailbox, lines: list[Delivery]
) -> list[tuple[Delivery, tuple[int | None, str]]]:
    oldest = min((line.sent_at for line in lines), default=None)
    found = copies(mailbox, request.user, [line.message_id for line in lines], oldest) if oldest else {}
    return [(line, found.get(line.message_id, (None, ""))) for line in lines]
