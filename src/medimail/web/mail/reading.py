"""A message: a full page, or the part of it that htmx will replace."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from medimail.mail.queries import message as message_view
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.article import article
from medimail.web.mail.inside import inside_of
from medimail.web.mail.listing import listing, replaces
from medimail.web.mail.listing import shown as page
from medimail.web.mail.opening import MailRequest, of_mailbox


@of_mailbox
@require_safe
def message(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    if folder == "brouillons":
        return redirect(f"{reverse('compose', args=[mailbox.pk])}?brouillon={uid}")
    found = message_view(mailbox, request.user, folder, uid, inside=inside_of(request.GET))
    if request.htmx and "fil" in request.GET:  # one of many on a page
        return HttpResponse(article(request, mailbox, found, heading=f"objet-{folder}-{uid}"))
    shown = article(request, mailbox, found)
    if replaces(request, "reading"):
        return HttpResponse(shown)
    return page(request, mailbox, listing(request, mailbox, folder) | {"article": shown})
