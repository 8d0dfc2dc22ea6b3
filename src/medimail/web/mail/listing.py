"""A folder. Every address answers a full page; htmx asks for the part it will replace."""

from zlib import crc32

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medimail.mail.listing import FolderPage, folder_page
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.folders import BY_SLUG
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.sessions.age import quiet


def stamp_of(page: FolderPage) -> str:
    """Newest message, then all that the rows show of their state: the poll answers with rows only when it changed."""
    states = [(row.uid, row.seen, row.answered, row.flagged) for row in page.rows]
    return f"{states[0][0] if states else 0}-{crc32(repr((page.total, page.unseen, states)).encode()):08x}"


def listing(request: MailRequest, mailbox: Mailbox, folder: str, before: int | None = None) -> dict[str, object]:
    page = folder_page(mailbox, request.user, folder, before=before)
    return frame(request, mailbox, folder) | {
        "page": page,
        "stamp": stamp_of(page),
        "before": before,
        "here": BY_SLUG[folder],
        "unseen": page.inbox_unseen,
    }


def replaces(request: MailRequest, element: str) -> bool:
    """True when htmx will put the answer into this element. Its history asks for whole pages."""
    return request.htmx.request_type == "partial" and (request.htmx.target or "").endswith(f"#{element}")


@of_mailbox
@require_safe
def folder(request: MailRequest, mailbox: Mailbox, folder: str) -> HttpResponse:
    if replaces(request, "fresh"):
        return _fresh(request, mailbox, folder)
    context = listing(request, mailbox, folder, imap_number(request.GET.get("avant")))
    if replaces(request, "older"):
        return render(request, "mail/older.html", context | {"stamp": request.GET.get("depuis", "0")})
    return render(request, "mail/folder.html", context)


def _fresh(request: MailRequest, mailbox: Mailbox, folder: str) -> HttpResponse:
    quiet(request)
    context, known = listing(request, mailbox, folder), request.GET.get("depuis", "")
    # Once older rows are on the screen, replacing them would pull the list from under the reader: a link instead,
    # and only for a new message.
    announce = "avis" in request.GET
    now = str(context["stamp"])
    if now == known or (announce and now.split("-", maxsplit=1)[0] == known.split("-")[0]):
        return HttpResponse(status=204)
    return render(request, "mail/fresh.html", context | {"announce": announce})
