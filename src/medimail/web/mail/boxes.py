"""All the boxes of a person at once, and the numbers beside folders and boxes, asked for after the page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from medimail.mail.inboxes import inboxes, unread_in
from medimail.mail.shelves import all_of
from medimail.mail.waiting import waiting
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.mail.rows import rows_of_boxes
from medimail.web.person import person
from medimail.web.sessions.age import quiet


@dataclass(frozen=True, slots=True)
class _Here:
    label: str = "Toutes les boîtes"


def of_all_boxes(view: Callable[[MailRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever has no box finds no such page."""

    @wraps(view)
    def opened(http: HttpRequest) -> HttpResponse:
        request = cast("MailRequest", http)
        request.boxes = mailboxes_of(request.user)
        if not request.boxes:
            raise Mailbox.DoesNotExist
        answer = view(request)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    return opened


@of_mailbox
@require_safe
def counts(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    """Unread messages of each folder, for one command, and what waits beside them, for one query."""
    quiet(request)
    unread = {shelf.slug: shelf.unseen for shelf in all_of(mailbox, request.user) if shelf.slug}
    waits = waiting(mailbox)
    return JsonResponse(unread | {"suivi": waits.trouble, "envois": waits.planned})


@require_safe
def unread(request: HttpRequest) -> HttpResponse:
    """Of each box one may open; a box that does not answer has no number."""
    quiet(request)
    answer = JsonResponse(unread_in(mailboxes_of(person(request)), person(request)))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@of_all_boxes
@require_safe
def all_inboxes(request: MailRequest) -> HttpResponse:
    page = inboxes(request.boxes, request.user, request.GET.get("avant", ""))
    written: SafeString = rows_of_boxes(page.rows)
    context = {"page": page, "rows": written, "here": _Here(), "first": not request.GET.get("avant")}
    return render(request, "mail/all.html", frame(request, request.boxes[0], "toutes") | context)
