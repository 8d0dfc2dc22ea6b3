"""What a sender wrote, kept apart from our pages: the framed HTML body, and attachments that only download."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from medimail.mail import queries
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.opening import MailRequest, of_mailbox

# Third wall against a hostile message, after the cleaner and the frame: no script, no network, no form, whatever
# the cleaner let through. Links may leave the sandbox, otherwise the pages they open would run without scripts.
BODY_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@of_mailbox
@require_safe
def body(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    return _private(HttpResponse(queries.body(mailbox, request.user, folder, uid)), BODY_POLICY)


@of_mailbox
@require_safe
def attachment(request: MailRequest, mailbox: Mailbox, folder: str, uid: int, part: int) -> HttpResponse:
    [(described, content)] = queries.files(mailbox, request.user, folder, uid, [part])
    # The sender's type is a claim. A neutral one leaves nothing to render, even in a browser that ignores the rest.
    response = HttpResponse(content, content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=described.filename or "document")
    response["Content-Disposition"] = disposition or "attachment"
    return _private(response, FILE_POLICY)


def _private(response: HttpResponse, policy: str) -> HttpResponse:
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    return response
