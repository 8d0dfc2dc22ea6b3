"""Members from a list, and the list of members: the file, what each of its lines would become, what became of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from medimail.audit.actions import exported
from medimail.lib import csv_in, csv_out
from medimail.lib.csv_in import Unreadable
from medimail.mailboxes.actions import add_many
from medimail.mailboxes.foreseeing import GOOD, Fate, Outcome, Wish, foresee
from medimail.mailboxes.models import Mailbox, Role
from medimail.mailboxes.queries import members_of
from medimail.web.mail.opening import MailRequest, frame, of_managed
from medimail.web.methods import get_or_post
from medimail.web.sharing import list_words as said
from medimail.web.sharing.list_file import COLUMNS, seal, unseal, wish_of

MOST, SIZE = 2_000, 1024 * 1024


@of_managed
@get_or_post
def many(request: MailRequest, mailbox: Mailbox) -> HttpResponse | StreamingHttpResponse:
    if request.method == "GET":
        return _page(request, mailbox)
    if sealed := request.POST.get("lignes"):
        return _decided(request, mailbox, sealed)
    upload = request.FILES.get("liste")
    try:
        if upload is None or not upload.size or upload.size > SIZE:
            raise Unreadable("size" if upload and upload.size else "empty")
        lines = csv_in.read(upload.read(), COLUMNS, "email", most=MOST, size=SIZE)
    except Unreadable as wrong:
        return _page(request, mailbox, problem=said.FILES[wrong.problem], status=422)
    return _preview(request, mailbox, [wish_of(line) for line in lines])


@of_managed
@require_safe
def model(_request: MailRequest, _mailbox: Mailbox) -> StreamingHttpResponse:
    return _csv("modele-membres.csv", said.HEAD, said.EXAMPLES)


@of_managed
@require_safe
def export(request: MailRequest, mailbox: Mailbox) -> StreamingHttpResponse:
    members = members_of(mailbox)
    exported(request.user, "members", box=mailbox.pk, lines=len(members))
    rows = [_row(one.person.email, one.role, one.starts_on, one.ends_on, one.person.full_name) for one in members]
    return _csv("membres.csv", [*said.HEAD, "Nom"], rows)


def _page(request: MailRequest, mailbox: Mailbox, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = frame(request, mailbox, "") | {"title": "Ajouter des membres depuis une liste", "problem": problem}
    return render(request, "sharing/many.html", context | {"most": MOST}, status=status)


def _preview(request: MailRequest, mailbox: Mailbox, wishes: list[Wish]) -> HttpResponse:
    foreseen = foresee(request.user, mailbox, wishes)
    context = frame(request, mailbox, "") | {
        "title": "Ce que fera cette liste",
        "sealed": seal(mailbox, request.user, wishes),
    }
    good = [(one, said.sentence(one)) for one in foreseen if one.fate in GOOD]
    known = [one for one in foreseen if one.fate == Fate.KNOWN]
    bad = [(one, said.sentence(one)) for one in foreseen if one.fate not in GOOD | {Fate.KNOWN}]
    return render(request, "sharing/foreseen.html", context | {"good": good, "known": known, "bad": bad})


def _decided(request: MailRequest, mailbox: Mailbox, sealed: str) -> HttpResponse | StreamingHttpResponse:
    wishes = unseal(mailbox, request.user, sealed)
    if wishes is None:
        return _page(request, mailbox, problem=said.STALE, status=422)
    if request.POST.get("acte") == "refusees":
        return _csv("lignes-a-corriger.csv", [*said.HEAD, "Motif"], _refused(foresee(request.user, mailbox, wishes)))
    done = add_many(request.user, mailbox, wishes)
    count = sum(one.fate in GOOD for one in done)
    messages.success(request, said.done(count, sum(one.fate not in GOOD | {Fate.KNOWN} for one in done)))
    return redirect("members", mailbox.pk)


def _refused(outcomes: Iterable[Outcome]) -> Iterator[list[object]]:
    for one in outcomes:
        if one.fate not in GOOD | {Fate.KNOWN}:
            wish = one.wish
            yield _row(wish.email, wish.role, wish.starts_on, wish.ends_on, said.sentence(one))


def _row(email: str, role: str, first: date | None, last: date | None, more: str) -> list[object]:
    return [email, said.ROLES[Role(role)] if role else "", first, last, more]


def _csv(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(csv_out.lines(head, rows), content_type="text/csv; charset=utf-8", headers=headers)
