"""What delegates did in a personal box, for its holder at all times."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from medimail.mailboxes.models import Mailbox
from medimail.mailboxes.queries import acts_of_delegates
from medimail.servicedesk.queries.traces import Line
from medimail.web.audit_pages.numbers import trace_number
from medimail.web.audit_pages.rows import days_of
from medimail.web.mail.opening import MailRequest, frame, of_managed

DAYS = 90
_PAGE = 50


@of_managed
@require_safe
def acts(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    if mailbox.holder_id != request.user.pk:
        raise Mailbox.DoesNotExist
    before, since = trace_number(request.GET.get("avant", "")), timezone.now() - timedelta(days=DAYS)
    found = acts_of_delegates(mailbox, since=since, before=before, limit=_PAGE + 1)
    context = {
        "title": "Ce que vos délégués ont fait",
        "days": days_of(Line(one, "", "") for one in found[:_PAGE]),
        "before": before,
        "older": found[_PAGE - 1].pk if len(found) > _PAGE else 0,
        "kept": DAYS,
    }
    return render(request, "audit_pages/delegates.html", frame(request, mailbox, "") | context)
