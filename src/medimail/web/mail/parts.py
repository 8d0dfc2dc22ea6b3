"""What a sender wrote, kept apart from our pages: the framed body, and files that only download."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from medimail.lib import html_mail, pictures, zip_stream
from medimail.mail import queries
from medimail.mail.noting import note_taken
from medimail.mail.queries import Body, Download
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.attached import Shown
from medimail.web.mail.inside import hint_of, inside_of, written
from medimail.web.mail.opening import MailRequest, of_mailbox

# Third wall against a hostile message, after the cleaner and the frame: no script, no network, no form, whatever
# the cleaner let through. Links may leave the sandbox, otherwise the pages they open would run without scripts.
_FRAMED = "; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
_BLOCKED = (
    '<div class="medimail-head"><p><strong>Images distantes bloquées.</strong> Les afficher dirait à l’expéditeur que '
    "vous lisez ce message, quand, et d’où. "
    '<a href="?{}">Afficher les images de ce message</a></p></div>'
)


@of_mailbox
@require_safe
def body(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponseBase:
    inside = inside_of(request.GET)
    found = queries.body(mailbox, request.user, folder, uid, inside=inside, hint=hint_of(request.GET))
    pieces, blocked, policy = safe_pieces(request, mailbox, folder, uid, found)
    asked = request.GET.copy()
    asked["images"] = "oui"
    head = format_html(_BLOCKED, asked.urlencode()) if blocked else ""
    page = html_mail.document(pieces, policy=policy, head=head, title="Corps du message")
    return private(HttpResponse(page), policy + _FRAMED)


def safe_pieces(request: MailRequest, mailbox: Mailbox, folder: str, uid: int, found: Body) -> tuple[str, bool, str]:
    """The cleaned HTML, whether remote pictures wait for a click, and the policy of the page it stands in."""
    place, remote, suffix = [mailbox.pk, folder, uid], "images" in request.GET, _suffix(request)
    own = {
        cid: request.build_absolute_uri(reverse("picture", args=[*place, number]) + suffix)
        for cid, number in found.pictures.items()
    }
    # Not 'self': whatever slips through the cleaner may ask for nothing but the pictures of this message.
    source = f"{request.get_host()}{reverse('message', args=place)}pieces/" if own else ""
    cleaned = [
        html_mail.cleaned(text, own, remote=remote)
        if kind == "text/html"
        else html_mail.Cleaned(html_mail.words(text), False)
        for kind, text in found.pieces
    ]
    blocked = not remote and any(piece.blocked for piece in cleaned)
    return "\n".join(piece.html for piece in cleaned), blocked, html_mail.policy(source, remote=remote)


@of_mailbox
@require_safe
def attachment(request: MailRequest, mailbox: Mailbox, folder: str, uid: int, part: int) -> HttpResponseBase:
    found = _download(request, mailbox, folder, uid, part)
    note_taken(mailbox, request.user, folder, uid)
    # The sender's type is a claim. A neutral one leaves nothing to render, even in a browser that ignores the rest.
    response = StreamingHttpResponse(found.pieces, content_type="application/octet-stream")
    return private(_saved_as(response, found.attachment.filename or "document"), FILE_POLICY)


@of_mailbox
@require_safe
def picture(request: MailRequest, mailbox: Mailbox, folder: str, uid: int, part: int) -> HttpResponseBase:
    """Its bytes say what an image is, not its label: an SVG can hold a program."""
    pieces = _download(request, mailbox, folder, uid, part).pieces
    start = next(pieces, b"")
    kind = pictures.picture_type(start)
    if kind is None:
        raise Http404
    return private(StreamingHttpResponse(_again(start, pieces), content_type=kind), FILE_POLICY)


@of_mailbox
@require_safe
def preview(request: MailRequest, mailbox: Mailbox, folder: str, uid: int, part: int) -> HttpResponse:
    found = Shown(_download(request, mailbox, folder, uid, part).attachment, "")
    if not (found.is_pdf or found.is_picture):
        raise Http404
    note_taken(mailbox, request.user, folder, uid)
    shown: dict[str, object] = {"mailbox": mailbox, "folder": folder, "uid": uid, "suffix": _suffix(request)}
    return render(request, "mail/preview.html", shown | {"shown": found, "file": found.file})


@of_mailbox
@require_safe
def archive(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponseBase:
    inside, person = inside_of(request.GET), request.user
    files = queries.attachments(mailbox, person, folder, uid, inside=inside)
    if not files:
        raise Http404
    note_taken(mailbox, person, folder, uid)

    def contents() -> Iterator[tuple[str, Iterator[bytes]]]:
        for name, file in zip(zip_stream.entry_names(file.filename for file in files), files, strict=True):
            yield name, queries.download(mailbox, person, folder, uid, file.part, inside=inside).pieces

    response = StreamingHttpResponse(zip_stream.stream(contents()), content_type="application/zip")
    return private(_saved_as(response, "pieces-jointes.zip"), FILE_POLICY)


def _download(request: MailRequest, mailbox: Mailbox, folder: str, uid: int, part: int) -> Download:
    return queries.download(mailbox, request.user, folder, uid, part, inside=inside_of(request.GET))


def _suffix(request: MailRequest) -> str:
    inside = inside_of(request.GET)
    return f"?dans={written(inside)}" if inside else ""


def _again(start: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield start
    yield from rest


def _saved_as(response: HttpResponseBase, filename: str) -> HttpResponseBase:
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    return response


def private(response: HttpResponseBase, policy: str) -> HttpResponseBase:
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    return response
