"""A folder. Every address answers a full page; htmx asks for the part it will replace."""

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from medimail.accounts.queries import preferences_of
from medimail.deliveries.queries import states_of
from medimail.labels.queries import labels_of
from medimail.mail import listing as lists
from medimail.mail.listing import FolderPage
from medimail.mailboxes.models import Mailbox
from medimail.teamwork.access import is_shared
from medimail.web.deliveries.sentences import LOOKS, Look
from medimail.web.mail import asked
from medimail.web.mail.done import done_in
from medimail.web.mail.folders import as_shown
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.mail.rows import rows, shelf_links
from medimail.web.rows import rendered
from medimail.web.sessions.age import quiet
from medimail.web.teamwork.rows import team_of


def listing(request: MailRequest, mailbox: Mailbox, folder: str) -> dict[str, object]:
    question = asked.wanted(
        request.GET,
        conversations=preferences_of(request.user).conversations,
        team=request.user.pk if is_shared(mailbox) else None,
    )
    page = lists.folder_page(mailbox, request.user, folder, wanted=question)
    return frame(request, mailbox, folder, page.shelves) | {
        "page": page,
        "stamp": page.stamp,
        "before": question.before,
        "here": as_shown(folder, page.shelves),
        "at": f"/boites/{mailbox.pk}/{folder}/",
        "unseen": page.inbox_unseen,
        "shelf_links": lambda: shelf_links(page.shelves, mailbox.pk, folder, page.inbox_unseen, in_place=True),
        "kept": asked.kept(request.GET),
        "query": asked.kept(request.GET).replace("?", "&"),
        "narrowed": bool(question.only),
        "rows": lambda: _written(request, mailbox, page, folder),
    }


def _written(request: MailRequest, mailbox: Mailbox, page: FolderPage, folder: str) -> SafeString:
    match = request.resolver_match
    opened = match.kwargs.get("uid") if match else None
    here, labels = as_shown(folder, page.shelves), labels_of(mailbox)
    became, team = _became(mailbox, page, folder), team_of(mailbox, page.rows)
    return rows(page.rows, mailbox.pk, here, labels=labels, opened=opened, became=became, team=team)


def _became(mailbox: Mailbox, page: FolderPage, folder: str) -> dict[str, Look]:
    """What became of each message, by its Message-ID: only where the box's own messages are."""
    if folder != "envoyes" or not page.rows:
        return {}
    sent = [one.message_id for row in page.rows for one in (row, *row.thread)]
    return {known: LOOKS[state] for known, state in states_of(mailbox, sent).items()}


def replaces(request: MailRequest, element: str) -> bool:
    """True when htmx will put the answer into this element. Its history asks for whole pages."""
    return request.htmx.request_type == "partial" and (request.htmx.target or "").endswith(f"#{element}")


@of_mailbox
@require_safe
def folder(request: MailRequest, mailbox: Mailbox, folder: str) -> HttpResponse:
    if replaces(request, "fresh"):
        return _fresh(request, mailbox, folder)
    context = listing(request, mailbox, folder)
    if replaces(request, "older"):
        return HttpResponse(rendered("mail/older.jinja", **context | {"stamp": request.GET.get("depuis", "0")}))
    filters = asked.filters(request.GET, labels_of(mailbox).values(), team=is_shared(mailbox))
    choices = {"filters": filters, "orders": asked.orders(request.GET)}
    return shown(request, mailbox, context | choices | {"done": _done(request, mailbox)})


def shown(request: MailRequest, mailbox: Mailbox, context: dict[str, object]) -> HttpResponse:
    """The whole page, or what stands beside its nav; of what may stand beside its list, `context` says what does."""
    said = render_to_string("components/messages.html", request=request) if get_messages(request) else ""
    nothing: dict[str, object] = {"filters": (), "orders": (), "done": "", "article": ""}
    parts = nothing | context | {"said": said, "csrf": get_token(request)}
    if replaces(request, "contenu"):
        return HttpResponse(rendered("mail/title.jinja", **parts) + rendered("mail/folder.jinja", **parts))
    return render(request, "mail/folder.html", context | {"main": rendered("mail/folder.jinja", **parts)})


def _done(request: MailRequest, mailbox: Mailbox) -> str:
    done = done_in(request, mailbox)
    return render_to_string("mail/done.html", {"done": done, "mailbox": mailbox}, request) if done else ""


def _fresh(request: MailRequest, mailbox: Mailbox, folder: str) -> HttpResponse:
    quiet(request)
    known = request.GET.get("depuis", "")
    now = lists.stamp(mailbox, request.user, folder)
    # Once older rows are on the screen, replacing them would pull the list from under the reader: a link instead,
    # and only for a new message.
    announce = "avis" in request.GET
    if now == known or (announce and now.split("-", maxsplit=1)[0] == known.split("-")[0]):
        return HttpResponse(status=204)
    return HttpResponse(rendered("mail/fresh.jinja", **listing(request, mailbox, folder), announce=announce))
