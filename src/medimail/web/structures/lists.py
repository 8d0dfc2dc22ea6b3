"""Structures in and out as lists for a spreadsheet, and their use by month."""

from collections.abc import Iterable, Iterator, Sequence

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.accounts.models import User
from medimail.audit.actions import exported
from medimail.lib import csv_in, csv_out, nomenclature
from medimail.servicedesk.access import region_desk, structure_for, structures_for
from medimail.servicedesk.actions.structure_lists import Fate, Foreseen, add_structures, foresee_structures
from medimail.servicedesk.queries.structures import use_by_month
from medimail.structures.models import Structure
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.structures import list_words as said
from medimail.web.structures.list_file import MOST, SIZE, Read, facts_of, sealed, unsealed

_SHOWN = 100


@never_cache
@get_or_post
def many(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Posted: a file, shown as what it would do; or what was shown, to be done."""
    region_desk(person(request))
    if request.method != "POST":
        return _page(request)
    if foreseen := request.POST.get("lignes"):
        return _decided(request, foreseen)
    upload = request.FILES.get("liste")
    try:
        if upload is None or not upload.size or upload.size > SIZE:
            raise csv_in.Unreadable("size" if upload and upload.size else "empty")
        lines = csv_in.read(upload.read(), said.COLUMNS, "name", most=MOST, size=SIZE)
    except csv_in.Unreadable as wrong:
        return _page(request, problem=said.FILES[wrong.problem])
    return _preview(request, lines)


@require_safe
def model(request: HttpRequest) -> StreamingHttpResponse:
    region_desk(person(request))
    return _csv("modele-structures.csv", said.HEAD, said.EXAMPLES)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    user = person(request)
    found = structures_for(user).order_by("name", "pk")
    exported(user, "structures", lines=found.count())
    return _csv("structures.csv", (*said.HEAD, "Vérifiée"), map(_row, found.iterator()))


@require_safe
def use(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    user = person(request)
    structure = structure_for(user, pk)
    exported(user, "use", structure=structure.pk)
    rows = ((one.mailbox.address, f"{one.month:%m/%Y}", one.received, one.sent) for one in use_by_month(structure))
    return _csv("usage.csv", ("Adresse", "Mois", "Reçus", "Envoyés"), rows)


def _preview(request: HttpRequest, lines: list[csv_in.Line]) -> HttpResponse:
    user = person(request)
    good, refused = _sorted(user, lines)
    new = [one for one in good if one.fate == Fate.NEW]
    context = {
        "desk": region_desk(user),
        "new": len(new),
        "known": len(good) - len(new),
        "shown": new[:_SHOWN],
        "refused": len(refused),
        "bad": refused[:_SHOWN],
        "sealed": sealed(user, lines),
    }
    return render(request, "structures/foreseen.html", context)


def _decided(request: HttpRequest, text: str) -> HttpResponse | StreamingHttpResponse:
    user = person(request)
    try:
        lines = unsealed(user, text)
    except signing.BadSignature:
        return _page(request, problem=said.STALE)
    if request.POST.get("acte") == "refusees":
        rows = ([*one.values, one.problem] for one in _sorted(user, lines)[1])
        return _csv("lignes-a-corriger.csv", (*said.HEAD, "Motif"), rows)
    read = _read(user, lines)
    count = add_structures(user, [(one.number, one.facts) for one in read if one.facts])
    messages.success(request, said.done(count))
    return redirect("structures")


def _sorted(user: User, lines: list[csv_in.Line]) -> tuple[list[Foreseen], list[Read]]:
    """Lines that may be applied, and those that are refused, with the reason."""
    read = _read(user, lines)
    by_line = {one.number: one for one in read}
    foreseen = foresee_structures(user, [(one.number, one.facts) for one in read if one.facts])
    good = [one for one in foreseen if one.fate in {Fate.NEW, Fate.KNOWN}]
    refused = [by_line[one.number].refused(said.REFUSED[one.fate]) for one in foreseen if one.fate in said.REFUSED]
    return good, sorted([*refused, *(one for one in read if one.problem)], key=lambda one: one.number)


def _read(user: User, lines: list[csv_in.Line]) -> list[Read]:
    region = region_desk(user).administrator.region_code
    return [facts_of(line, region) for line in lines]


def _page(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    context = {"desk": region_desk(person(request)), "problem": problem, "most": MOST}
    return render(request, "structures/many.html", context, status=422 if problem else 200)


def _row(one: Structure) -> tuple[str, ...]:
    region = nomenclature.region_label(one.region_code)
    return one.name, one.finess, one.siret, one.postcode, one.town, region, "non" if one.declared else "oui"


def _csv(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content: Iterator[bytes] = csv_out.lines(head, rows)
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
