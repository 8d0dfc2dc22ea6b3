"""The file of a transfer, for its owner who proved themselves a moment ago; a cut download goes on."""

import re
from pathlib import Path
from typing import IO

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from medimail.mailboxes.models import Mailbox
from medimail.transfers import actions, places
from medimail.transfers.access import transfer_for
from medimail.transfers.models import Transfer
from medimail.web.mail.opening import MailRequest, of_managed
from medimail.web.security.again import ask, proved_recently

_REST = re.compile(r"bytes=(\d{1,15})-")
_PROVED = "transfers_proved"
"""In the session: files whose download began after a fresh proof. Going on with one must not ask again."""


@of_managed
@require_safe
def file(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponseBase:
    transfer = transfer_for(request.user, mailbox, pk)
    proved = request.session.get(_PROVED, [])
    if transfer.pk not in proved:
        if not proved_recently(request):
            return ask(request)
        request.session[_PROVED] = [*proved, transfer.pk]
    if transfer.kind != Transfer.Kind.EXPORT or transfer.state != Transfer.State.DONE:
        return redirect("transfers", mailbox.pk)
    return _served(request, transfer, places.file_of(transfer))


@of_managed
@require_safe
def report(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponseBase:
    transfer = transfer_for(request.user, mailbox, pk)
    path = places.report_of(transfer)
    if not path.exists():
        return redirect("transfers", mailbox.pk)
    return _attached(path.open("rb"), "messages-non-importes.txt", "text/plain; charset=utf-8")


def _served(request: HttpRequest, transfer: Transfer, path: Path) -> HttpResponseBase:
    size, tag = path.stat().st_size, f'"{transfer.pk}-{transfer.size}"'
    start = _start(request, size, tag)
    opened = path.open("rb")
    opened.seek(start)
    day = timezone.localtime(transfer.created_at)
    answer = _attached(opened, f"boite-{day:%Y-%m-%d}.zip", "application/zip")
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["ETag"] = tag
    if start:
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
    elif request.method == "GET":
        actions.noted_download(transfer.person, transfer)
    return answer


def _start(request: HttpRequest, size: int, tag: str) -> int:
    """Browsers ask for the rest of a file; other ranges get the whole, as RFC 9110 (14.2) allows."""
    asked = _REST.fullmatch(request.headers.get("Range", ""))
    same = request.headers.get("If-Range", tag) == tag
    return int(asked[1]) if asked and same and int(asked[1]) < size else 0


def _attached(opened: IO[bytes], name: str, kind: str) -> HttpResponseBase:
    answer = FileResponse(opened, as_attachment=True, filename=name, content_type=kind)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
