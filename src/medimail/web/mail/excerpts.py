"""Where the words stand in results whose row does not show them. Asked by the page once it stands: reading messages
takes longer than finding them.
"""

import re

from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from medimail.lib import mime
from medimail.lib.html_text import to_text
from medimail.lib.imap_search import words
from medimail.mail.searching import beginnings
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.found_words import excerpt, marked, pattern
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.opening import MailRequest, of_mailbox
from medimail.web.mail.search_form import unseal

_TYPED = ("q", "sender", "recipient", "subject")


@of_mailbox
@require_safe
def excerpts(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    asked = unseal(request.user, request.GET.get("r", "")) or {}
    looked_for = pattern(words(" ".join(str(asked.get(name, "")) for name in _TYPED)))
    if looked_for is None:
        return HttpResponse()
    found = beginnings(mailbox, request.user, _wanted(request.GET.get("de", "")))
    return HttpResponse("".join(_shown(f"{mailbox.pk}-{slug}-{uid}", raw, looked_for) for slug, uid, raw in found))


def _wanted(typed: str) -> list[tuple[str, int]]:
    pairs = [one.partition(".") for one in typed.split(",")]
    return [(slug, uid) for slug, _, number in pairs if (uid := imap_number(number))]


def _shown(row: str, raw: bytes, looked_for: re.Pattern[str]) -> SafeString:
    message = mime.parse(raw)
    text = message.text or (to_text(message.html) if message.html else "")
    names = ", ".join(part.filename for part in message.attachments)
    people = ", ".join(f"{name} {address}".strip() for name, address in [*message.senders, *message.to, *message.cc])
    around = next((line for line in (excerpt(each, looked_for) for each in (text, names, people)) if line), "")
    if not around:
        return SafeString()
    return format_html('<span id="x-{}" hx-swap-oob="true">{}</span>', row, marked(around, looked_for))
