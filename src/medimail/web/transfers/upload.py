"""A file on its way in: whole, as a form brings it, or in pieces that a script sends one after the other."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from medimail.mailboxes.models import Mailbox
from medimail.transfers import actions
from medimail.transfers.access import transfer_for
from medimail.transfers.errors import NoRoom, OutOfStep, TooBig, UnderWay
from medimail.transfers.models import Transfer
from medimail.web.mail.opening import MailRequest, of_managed
from medimail.web.transfers import sentences

PIECE = 4 * 1024 * 1024
_READ = 64 * 1024


@of_managed
@require_POST
def whole(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    """Without scripts: at most what any page of ours takes."""
    file = request.FILES.get("file")
    if not file or not file.size:
        messages.warning(request, sentences.NO_FILE)
        return redirect("transfers", mailbox.pk)
    begun = _begun(request, mailbox, file.size)
    if isinstance(begun, Transfer):
        file.seek(begun.received)
        actions.bring(
            begun, begun.received, file.chunks() if not begun.received else iter(lambda: file.read(_READ), b"")
        )
        actions.read_import(begun)
        messages.success(request, sentences.BROUGHT)
    else:
        messages.warning(request, begun)
    return redirect("transfers", mailbox.pk)


@of_managed
@require_POST
def begin(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    announced = request.POST.get("size", "")
    size = int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 16 else 0
    begun = _begun(request, mailbox, size) if size else sentences.NO_FILE
    if isinstance(begun, str):
        return JsonResponse({"problem": begun}, status=409)
    return JsonResponse({"pk": begun.pk, "received": begun.received})


@of_managed
@require_POST
def piece(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    transfer = transfer_for(request.user, mailbox, pk)
    at = request.GET.get("a", "")
    try:
        received = actions.bring(transfer, int(at) if at.isdecimal() else -1, _body(request))
        if received == transfer.size:
            actions.read_import(transfer)
            messages.success(request, sentences.BROUGHT)
    except OutOfStep as error:
        return JsonResponse({"received": error.received}, status=409)
    except TooBig:
        return JsonResponse({"problem": sentences.LOST}, status=413)
    return JsonResponse({"received": received})


def _begun(request: MailRequest, mailbox: Mailbox, size: int) -> Transfer | str:
    """Or the sentence that says why not."""
    try:
        return actions.begin_import(request.user, mailbox, size)
    except UnderWay:
        return sentences.UNDER_WAY
    except NoRoom:
        return sentences.NO_ROOM
    except TooBig as error:
        return sentences.too_big(error.limit)


def _body(request: HttpRequest) -> Iterator[bytes]:
    """Never more than one piece, nor the whole of it in memory."""
    left = PIECE
    while left > 0 and (read := request.read(min(_READ, left))):
        left -= len(read)
        yield read
