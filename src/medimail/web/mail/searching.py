"""Search in a box or in all. It is asked by POST and answered at a sealed address, which « page précédente » can open
again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from medimail.labels.queries import labels_of
from medimail.lib.imap_search import Wanted, words
from medimail.mail.errors import MailBusy
from medimail.mail.searching import EXCERPTS, found, searched_folders
from medimail.mail.searching_all import FoundInAll, found_in_all
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.boxes import of_all_boxes
from medimail.web.mail.folders import FOLDERS, LABELS
from medimail.web.mail.found_words import marker
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.mail.rows import Clock
from medimail.web.mail.search_form import SearchForm, seal, unseal
from medimail.web.methods import get_or_post
from medimail.web.rows import rendered

EVERYWHERE = [(folder.slug, folder.label) for folder in FOLDERS if folder.slug != "accuses"]
"""The folders that every box has."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where is looked: in one box or in all."""

    address: str
    where: str
    places: list[tuple[str, str]]
    find: Callable[[Wanted, str, str], FoundInAll]
    """What, in which folder, after which place."""
    labels: list[tuple[str, str]] = field(default_factory=list)
    """Keyword and name; none for all boxes, which name them each in its own way."""
    all: bool = False

    def at(self, sealed: str) -> str:
        return f"{self.address}?r={sealed}"


@of_mailbox
@get_or_post
def search(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    places = [(shelf.slug, LABELS.get(shelf.slug, shelf.name)) for shelf in searched_folders(mailbox, request.user)]
    address = reverse("search", args=[mailbox.pk])
    labels = [(keyword, one.name) for keyword, one in labels_of(mailbox).items()]
    ground = Ground(address, mailbox.address, places, partial(_in_one, request, mailbox), labels)
    return _answer(request, ground, mailbox)


@of_all_boxes
@get_or_post
def search_all(request: MailRequest) -> HttpResponse:
    ground = Ground(reverse("search_all"), "Toutes les boîtes", EVERYWHERE, partial(_in_all, request), all=True)
    return _answer(request, ground, request.boxes[0])


def _in_one(request: MailRequest, mailbox: Mailbox, wanted: Wanted, folder: str, after: str) -> FoundInAll:
    try:
        page = found(mailbox, request.user, wanted, folder=folder, after=imap_number(after))
    except MailBusy:
        return FoundInAll([], 0, "", [], [mailbox])
    return FoundInAll([(mailbox, row) for row in page.rows], page.total, str(page.last or ""), [], [])


def _in_all(request: MailRequest, wanted: Wanted, folder: str, after: str) -> FoundInAll:
    return found_in_all(request.boxes, request.user, wanted, folder=folder, after=after)


def _answer(request: MailRequest, ground: Ground, mailbox: Mailbox) -> HttpResponse:
    """`mailbox` is the one whose folders stand beside the page."""
    if request.method != "POST":
        return _asked(request, ground, mailbox)
    form = SearchForm(request.POST, ground.places, ground.labels)
    if not form.is_valid():
        return _page(request, ground, mailbox, {"form": form}, status=422)
    sealed = seal(request.user, form.cleaned_data)
    if not request.htmx:
        return redirect(ground.at(sealed))
    response = _found(request, ground, mailbox, form, sealed)
    response.headers["HX-Push-Url"] = ground.at(sealed)
    return response


def _asked(request: MailRequest, ground: Ground, mailbox: Mailbox) -> HttpResponse:
    sealed = request.GET.get("r", "")
    asked = unseal(request.user, sealed) if sealed else None
    form = SearchForm(asked, ground.places, ground.labels)
    if asked is None or not form.is_valid():
        return _page(request, ground, mailbox, {"form": form})
    return _found(request, ground, mailbox, form, sealed)


def _found(request: MailRequest, ground: Ground, mailbox: Mailbox, form: SearchForm, sealed: str) -> HttpResponse:
    after = request.GET.get("apres", "")
    page = ground.find(form.wanted, form.cleaned_data["place"], after)
    rows = _rows(ground, form, sealed, page, goes_on=bool(after))
    if after and _partial(request):
        return HttpResponse(rows)
    shown = {"form": form, "page": page, "after": after, "found_rows": rows, "again": ground.at(sealed)}
    return _page(request, ground, mailbox, shown | {"sealed": sealed})


def _rows(ground: Ground, form: SearchForm, sealed: str, page: FoundInAll, *, goes_on: bool) -> SafeString:
    looked_for = words(form.wanted.typed)
    more = f"{ground.at(sealed)}&apres={page.last}" if page.last else ""
    values = {"more": more, "sealed": sealed if looked_for else "", "most": EXCERPTS, "marked": marker(looked_for)}
    values["missing"] = page.silent + page.busy if goes_on else []
    return rendered("mail/found.jinja", rows=page.rows, all=ground.all, labels=LABELS, clock=Clock(), **values)


def _partial(request: MailRequest) -> bool:
    return request.htmx.request_type == "partial"


def _page(
    request: MailRequest, ground: Ground, mailbox: Mailbox, shown: dict[str, object], status: int = 200
) -> HttpResponse:
    shown = shown | {"ground": ground, "wider": len(request.boxes) > 1 and not ground.all}
    if _partial(request):  # the form stays as it was typed: drawing it again costs more than the search
        return render(request, "mail/search_results.html", shown | {"partial": True}, status=status)
    context = frame(request, mailbox, "toutes" if ground.all else "") | shown | {"title": "Recherche"}
    return render(request, "mail/search.html", context, status=status)
