"""What Outlook packed into a `winmail.dat`: its files, as if they had come unpacked."""

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from medimail.mail import packed
from medimail.mail.noting import note_taken
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.inside import inside_of, written
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.mail.parts import FILE_POLICY, private


@of_mailbox
@require_safe
def files(request: MailRequest, mailbox: Mailbox, folder: str, uid: int, part: int) -> HttpResponse:
    """A page, or the rows that take the place of the packed file in the message."""
    inside = inside_of(request.GET)
    whole, held = packed.listed(mailbox, request.user, folder, uid, part, inside=inside)
    suffix = f"?dans={written(inside)}" if inside else ""
    shown = {"uid": uid, "whole": whole, "held": held, "suffix": suffix, "title": "Pièces jointes d’Outlook"}
    if request.htmx:
        return render(request, "mail/packed_files.html", shown | {"mailbox": mailbox, "folder": folder})
    return render(request, "mail/packed.html", frame(request, mailbox, folder) | shown)


@of_mailbox
@require_safe
def file(request: MailRequest, mailbox: Mailbox, folder: str, uid: int, *, part: int, place: int) -> HttpResponseBase:
    inside = inside_of(request.GET)
    found = packed.download(mailbox, request.user, folder, uid, part=part, place=place, inside=inside)
    note_taken(mailbox, request.user, folder, uid)
    response = StreamingHttpResponse(found.pieces, content_type="application/octet-stream")
    name = found.attachment.filename
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return private(response, FILE_POLICY)
