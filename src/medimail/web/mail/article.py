"""A message being read, written with Jinja: it is the page most often opened."""

from urllib.parse import urlencode

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from medimail.deliveries.queries import lines_of
from medimail.mail.queries import MessageView
from medimail.mailboxes.models import Mailbox
from medimail.web.deliveries.receipts import question
from medimail.web.mail.attached import Shown
from medimail.web.mail.folders import FILINGS
from medimail.web.mail.inside import written
from medimail.web.mail.invited import invited
from medimail.web.mail.opening import MailRequest
from medimail.web.mail.sender import sender_of
from medimail.web.moments import spoken
from medimail.web.rows import rendered
from medimail.web.teamwork.panel import panel


def article(request: MailRequest, mailbox: Mailbox, message: MessageView, *, heading: str = "") -> SafeString:
    """`heading`: its name on a page that shows several."""
    inside, folder = written(message.inside), message.folder
    return rendered(
        "mail/message.jinja",
        message=message,
        heading=heading,
        folder=folder,
        sender=sender_of(request.user, mailbox, message),
        seldom=_seldom(request, mailbox, message),
        team="" if heading or inside else panel(request, mailbox, (folder, message.uid), _id(message), message.flags),
        files=_files(message, inside),
        filings=FILINGS[folder],
        suffix=f"?{urlencode({'dans': inside})}" if inside else "",
        framed=urlencode({"dans": inside, "s": message.hint} if inside else {"s": message.hint}),
        around=written(message.inside[:-1]),  # back to the message this one came in
        at=reverse("message", args=[mailbox.pk, folder, message.uid]),
        back=reverse("folder", args=[mailbox.pk, folder]),
        may_write=mailbox.may_write,
        write=reverse("compose", args=[mailbox.pk]),
        csrf=get_token(request),
        time=_time(message),
    )


def _id(message: MessageView) -> str:
    return message.message_id.split(">")[0].strip("< ")


def _files(message: MessageView, inside: str) -> list[Shown]:
    return [Shown(file, f"{inside}.{file.part}".strip(".") if file.openable else "") for file in message.attachments]


def _time(message: MessageView) -> SafeString:
    if message.date is None:
        return SafeString()
    local = localtime(message.date)
    return format_html(
        '<time class="small muted num" datetime="{}">{} {}</time>',
        local.isoformat(),
        date_format(local, "l"),
        spoken(local),
    )


def _seldom(request: MailRequest, mailbox: Mailbox, message: MessageView) -> SafeString:
    """What few messages have above their text: what became of them, a receipt to give, an invitation."""
    own = message.sender_address.lower() == mailbox.address
    lines = lines_of(mailbox, message.message_id) if own else []
    receipt_to = question(request.user, mailbox, message)
    parts: dict[str, dict[str, object]] = {
        "mail/delivery.html": {"lines": lines},
        "mail/receipt.html": {"receipt_to": receipt_to},
        "mail/invited.html": {"invited": invited(request, mailbox, message)},
    }
    shown = {"message": message, "mailbox": mailbox, "folder": message.folder}
    wanted = ((name, values) for name, values in parts.items() if any(values.values()))
    return SafeString("".join(render_to_string(name, shown | values, request) for name, values in wanted))
