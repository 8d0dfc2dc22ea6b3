"""Groups of addresses: opened, named, filled, given up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from medimail.contacts import actions, queries
from medimail.contacts.access import group_for
from medimail.contacts.cards import cards_for
from medimail.contacts.errors import Full, NameTaken
from medimail.contacts.models import MEMBERS, Group
from medimail.web.contacts import sentences, undo
from medimail.web.contacts.books import Books, posted_box
from medimail.web.contacts.forms import GroupForm, MembersForm
from medimail.web.contacts.shelf import back, page
from medimail.web.directory.limits import may_read
from medimail.web.directory.viewer import seeker_of, viewer_of
from medimail.web.methods import get_or_post
from medimail.web.person import person


@get_or_post
def open_group(request: HttpRequest) -> HttpResponse:
    """A name that is known opens that group: a second click arrives where the first one did."""
    box, form = posted_box(request), GroupForm(request.POST)
    if request.method != "POST":
        return redirect("contacts")
    viewer_of(person(request))
    if form.is_valid():
        try:
            group, new = actions.open_group(person(request), form.cleaned_data["name"], box=box)
        except Full as full:
            form.add_error("name", sentences.GROUPS_FULL.format(most=full.most))
        else:
            if not new:
                messages.info(request, "Ce groupe existe déjà\u00a0: le voici.")
            return redirect("group", group.pk)
    return page(request, box, group=form)


@never_cache
@get_or_post
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Its members; posted, those to add: chosen among the favourites, typed or pasted."""
    found = group_for(person(request), pk)
    if request.method != "POST":
        return _page(request, found)
    chosen = dict.fromkeys(request.POST.getlist("favourite"), "")
    form = MembersForm(request.POST, needed=not chosen)
    if form.is_valid():
        if not may_read(request, "directory"):
            form.add_error("to", sentences.TOO_FAST)
        elif _gathered(request, found, form, form.typed() | _named(request, found, chosen)):
            return redirect("group", pk)
    return _page(request, found, members=form)


def _named(request: HttpRequest, found: Group, chosen: dict[str, str]) -> dict[str, str]:
    """Favourites of the person, and no other address that a forged form may name."""
    known = queries.favourites_outside(person(request), found)
    return {line.address: line.name for line in known if line.address in chosen}


def _gathered(request: HttpRequest, found: Group, form: MembersForm, typed: dict[str, str]) -> bool:
    try:
        new = actions.gather(person(request), found.pk, cards_for(viewer_of(person(request)), typed))
    except Full as full:
        form.add_error("to", sentences.GROUP_FULL.format(most=full.most))
        return False
    messages.success(request, sentences.added(new))
    return True


@get_or_post
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = group_for(person(request), pk), GroupForm(request.POST)
    if request.method != "POST":
        return redirect("group", pk)
    if form.is_valid():
        try:
            actions.rename(person(request), pk, form.cleaned_data["name"])
        except NameTaken:
            form.add_error("name", sentences.NAME_TAKEN)
        else:
            messages.success(request, f"Le groupe s’appelle maintenant «\u00a0{form.cleaned_data['name']}\u00a0».")
            return redirect("group", pk)
    return _page(request, found, name=form)


@get_or_post
def part(request: HttpRequest, pk: int) -> HttpResponse:
    group_for(person(request), pk)
    if request.method == "POST":
        card = actions.part(person(request), pk, request.POST.get("address", ""))
        if card:
            messages.success(request, undo.offer(request, card, group=pk))
    return redirect("group", pk)


@never_cache
@get_or_post
def disband(request: HttpRequest, pk: int) -> HttpResponse:
    found = group_for(person(request), pk)
    if request.method != "POST":
        context = {"group": found, "size": len(queries.members(found)), "seeker": seeker_of(person(request))}
        return render(request, "contacts/disband.html", context)
    actions.disband(person(request), pk)
    messages.success(request, f"Le groupe «\u00a0{found.name}\u00a0» est supprimé. Vos favoris restent.")
    return back(found.book.mailbox_id)


def _page(
    request: HttpRequest, found: Group, *, members: MembersForm | None = None, name: GroupForm | None = None
) -> HttpResponse:
    lines = queries.members(found)
    books = Books(request, found.book.mailbox_id)
    context = {
        "group": found,
        "books": books,
        "seeker": books.seeker,
        "lines": lines,
        "gone": sum(line.gone for line in lines),
        "favourites": queries.favourites_outside(person(request), found),
        "members": members or MembersForm(),
        "name": name or GroupForm(initial=found.name),
        "most": MEMBERS,
    }
    return render(request, "contacts/group.html", context, status=422 if members or name else 200)
