"""Favourites come and go."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from medimail.contacts import actions
from medimail.contacts.cards import Card, cards_for
from medimail.contacts.errors import Full
from medimail.directory.access import entry_for
from medimail.directory.models import Entry
from medimail.web.contacts import sentences, undo
from medimail.web.contacts.books import posted_box
from medimail.web.contacts.forms import ContactForm
from medimail.web.contacts.shelf import back, page
from medimail.web.directory.limits import may_read
from medimail.web.directory.rows import Rows
from medimail.web.directory.viewer import seeker_of, viewer_of
from medimail.web.methods import get_or_post
from medimail.web.own_path import wanted
from medimail.web.person import person
from medimail.web.regions.visitor import is_small_number


@get_or_post
def star(request: HttpRequest) -> HttpResponse:
    """An entry of the directory, on or off. With scripts the button is answered, else the page it stood on."""
    said = request.POST.get("entry", "")
    if not is_small_number(said):
        return redirect("contacts")
    seeker = seeker_of(person(request))
    entry = entry_for(seeker.viewer, int(said))
    refused = _turn(request, entry, on="remove" not in request.POST)
    if not request.headers.get("HX-Request"):
        if refused:
            messages.error(request, refused)
        return redirect(wanted(request) or "contacts")
    on = ("remove" not in request.POST) and not refused
    return HttpResponse(Rows(request, seeker).star(entry, kept=on, refused=refused))


def _turn(request: HttpRequest, entry: Entry, *, on: bool) -> str:
    if not on:
        actions.drop(person(request), entry.address)
    elif entry.address:
        if not may_read(request, "directory_card"):
            return sentences.TOO_FAST
        try:
            actions.keep(person(request), [Card.of_entry(entry)])
        except Full as full:
            return sentences.BOOK_FULL.format(most=full.most)
    return ""


@get_or_post
def add(request: HttpRequest) -> HttpResponse:
    """Typed by hand; its name is that of the directory when it is left empty."""
    box = posted_box(request)
    if request.method != "POST":
        return redirect("contacts")
    viewer, form = viewer_of(person(request)), ContactForm(request.POST)
    if form.is_valid():
        if not may_read(request, "directory"):
            form.add_error("address", sentences.TOO_FAST)
        elif _kept(request, form, cards_for(viewer, form.typed()), box):
            return back(box)
    return page(request, box, contact=form)


def _kept(request: HttpRequest, form: ContactForm, cards: list[Card], box: int | None) -> bool:
    called = cards[0].name or cards[0].address
    try:
        new = actions.keep(person(request), cards, box=box)
    except Full as full:
        form.add_error("address", sentences.BOOK_FULL.format(most=full.most))
        return False
    messages.success(request, f"{called} est dans le carnet." if new else f"{called} était déjà dans le carnet.")
    return True


@get_or_post
def drop(request: HttpRequest) -> HttpResponse:
    box = posted_box(request)
    if request.method == "POST":
        viewer_of(person(request))
        card = actions.drop(person(request), request.POST.get("address", ""), box=box)
        if card:
            messages.success(request, undo.offer(request, card, box=box))
    return back(box)


@get_or_post
def put_back(request: HttpRequest) -> HttpResponse:
    found = undo.taken(request)
    if found is None:
        messages.info(request, "Il est trop tard pour remettre cette adresse. Ajoutez-la à nouveau.")
        return redirect("contacts")
    card, box, group = found
    try:
        _put(request, card, box, group)
    except Full:
        messages.error(request, "Il n’y a plus de place pour cette adresse. Retirez-en une autre d’abord.")
    except ObjectDoesNotExist:
        messages.info(request, "Ce groupe n’existe plus\u00a0: l’adresse n’a pas été remise.")
        return redirect("contacts")
    return redirect("group", group) if group else back(box)


def _put(request: HttpRequest, card: Card, box: int | None, group: int | None) -> None:
    if group:
        actions.gather(person(request), group, [card])
    else:
        actions.keep(person(request), [card], box=box)
