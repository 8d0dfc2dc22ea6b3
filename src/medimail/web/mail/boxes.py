"""All the boxes of a person at once, and the numbers beside folders and boxes, asked for after the page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from medimail.mail.errors import MailUnavailable
from medimail.mail.inboxes import inboxes, unread_in
from medimail.mail.shelves import all_of
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.mail.rows import rows_of_boxes
from medimail.web.person import person
from medimail.web.sessions.age import quiet


@dataclass(frozen=True, slots=True)
class _Here:
    label: str = "Toutes les boîtes"


@of_mailbox
@require_safe
def counts(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    """Unread messages of each folder, for one command."""
    quiet(request)
    return JsonResponse({shelf.slug: shelf.unseen for shelf in all_of(mailbox, request.user) if shelf.slug})


@require_safe
def unread(request: HttpRequest) -> HttpResponse:
    """Of each box one may open; a box that does not answer has no number."""
    quiet(request)
    found: dict[int, int] = {}
    for box in mailboxes_of(person(request)):
        try:
            found[box.pk] = unread_in(box, person(request))
        except MailUnavailable:
            continue
    answer = JsonResponse(found)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def all_inboxes(request: MailRequest) -> HttpResponse:
    request.boxes = boxes = mailboxes_of(request.user)
    if not boxes:
        raise Mailbox.DoesNotExist
    page = inboxes(boxes, request.user, request.GET.get("avant", ""))
    written: SafeString = rows_of_boxes(page.rows)
    context = {"page": page, "rows": written, "here": _Here(), "first": not request.GET.get("avant")}
    answer = render(request, "mail/all.html", frame(request, boxes[0], "toutes") | context)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
