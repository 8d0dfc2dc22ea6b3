"""A message on paper, and as it was received."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from medimail.lib import html_mail
from medimail.mail import queries
from medimail.mail.queries import Body, MessageView
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.inside import inside_of, written
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.mail.parts import private, safe_pieces
from medimail.web.mail.sentences import weight
from medimail.web.moments import spoken

_SOURCE = 256 * 1024
# `allow-modals` lets our page print it; there is no script inside to ask for anything.
_ON_PAPER = "; frame-ancestors 'self'; sandbox allow-same-origin allow-modals"


@of_mailbox
@require_safe
def printed(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponseBase:
    inside, person = inside_of(request.GET), request.user
    message = queries.message(mailbox, person, folder, uid, inside=inside)
    if message.has_html:
        found = queries.body(mailbox, person, folder, uid, inside=inside, hint=message.hint)
    else:
        found = Body([("text/plain", message.text)], {})
    pieces, _, policy = safe_pieces(request, mailbox, folder, uid, found)
    head = format_html('<div class="medimail-head"><h1>{}</h1><dl>{}</dl></div>', *_headings(message))
    page = html_mail.document(pieces, policy=policy, head=head, title=message.subject or "Message")
    return private(HttpResponse(page), policy + _ON_PAPER)


def _headings(message: MessageView) -> tuple[str, str]:
    files = ", ".join(f"{file.filename} ({weight(file.size)})" for file in message.attachments)
    said = [
        ("De", _people([(message.sender_name, message.sender_address)])),
        ("À", _people(message.to)),
        ("Copie", _people(message.cc)),
        ("Date", spoken(message.date)),
        ("Pièces jointes", files),
    ]
    lines = [(name, value) for name, value in said if value]
    return message.subject or "(sans objet)", format_html_join("", "<dt>{}\u00a0:</dt><dd>{}</dd>", lines)


def _people(people: list[tuple[str, str]]) -> str:
    return ", ".join(f"{name} <{address}>" if name and address else name or address for name, address in people)


@of_mailbox
@require_safe
def source(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    inside = inside_of(request.GET)
    text, more = queries.source(mailbox, request.user, folder, uid, inside=inside, limit=_SOURCE)
    shown = {"text": text, "more": more, "limit": _SOURCE, "uid": uid, "title": "Message d’origine"}
    suffix = f"?dans={written(inside)}" if inside else ""
    return render(request, "mail/source.html", frame(request, mailbox, folder) | shown | {"suffix": suffix})
