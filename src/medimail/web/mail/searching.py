"""Search in a box. It is asked by POST and answered at a sealed address, which « page précédente » can open again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from medimail.lib.imap_search import words
from medimail.mail.errors import MailBusy
from medimail.mail.searching import EXCERPTS, FoundPage, found, searched_folders
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.folders import LABELS
from medimail.web.mail.found_words import marker
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.mail.rows import Clock
from medimail.web.mail.search_form import SearchForm, seal, unseal
from medimail.web.methods import get_or_post
from medimail.web.rows import rendered


@of_mailbox
@get_or_post
def search(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    places = [(shelf.slug, LABELS.get(shelf.slug, shelf.name)) for shelf in searched_folders(mailbox, request.user)]
    if request.method != "POST":
        return _asked(request, mailbox, places)
    form = SearchForm(request.POST, places)
    if not form.is_valid():
        return _page(request, mailbox, {"form": form}, status=422)
    sealed = seal(mailbox, request.user, form.cleaned_data)
    if not request.htmx:
        return redirect(_address(mailbox, sealed))
    response = _found(request, mailbox, form, sealed)
    response.headers["HX-Push-Url"] = _address(mailbox, sealed)
    return response


def _asked(request: MailRequest, mailbox: Mailbox, places: list[tuple[str, str]]) -> HttpResponse:
    sealed = request.GET.get("r", "")
    asked = unseal(mailbox, request.user, sealed) if sealed else None
    form = SearchForm(asked, places)
    if asked is None or not form.is_valid():
        return _page(request, mailbox, {"form": form})
    return _found(request, mailbox, form, sealed)


def _found(request: MailRequest, mailbox: Mailbox, form: SearchForm, sealed: str) -> HttpResponse:
    after = imap_number(request.GET.get("apres"))
    try:
        page = found(mailbox, request.user, form.wanted, folder=form.cleaned_data["place"], after=after)
    except MailBusy:
        return _page(request, mailbox, {"form": form, "wait": _address(mailbox, sealed)})
    shown = {"form": form, "page": page, "after": after, "found_rows": _rows(mailbox, form, sealed, page)}
    if after and _partial(request):
        return HttpResponse(shown["found_rows"])
    return _page(request, mailbox, shown)


def _rows(mailbox: Mailbox, form: SearchForm, sealed: str, page: FoundPage) -> str:
    looked_for = words(form.wanted.typed)
    more = f"{_address(mailbox, sealed)}&apres={page.last}" if page.last else ""
    excerpts = f"{reverse('search_excerpts', args=[mailbox.pk])}?r={sealed}" if looked_for else ""
    values = {"more": more, "excerpts": excerpts, "most": EXCERPTS, "marked": marker(looked_for), "clock": Clock()}
    return rendered("mail/found.jinja", box=mailbox.pk, rows=page.rows, labels=LABELS, **values)


def _address(mailbox: Mailbox, sealed: str) -> str:
    return f"{reverse('search', args=[mailbox.pk])}?r={sealed}"


def _partial(request: MailRequest) -> bool:
    return request.htmx.request_type == "partial"


def _page(request: MailRequest, mailbox: Mailbox, shown: dict[str, object], status: int = 200) -> HttpResponse:
    if _partial(request):  # the form stays as it was typed: drawing it again costs more than the search
        return render(request, "mail/search_results.html", shown | {"partial": True}, status=status)
    context = frame(request, mailbox, "") | shown | {"title": "Recherche"}
    return render(request, "mail/search.html", context, status=status)
