"""The book on one page. Lists are bounded by what a book may hold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.contacts import queries
from medimail.contacts.models import FAVOURITES, GROUPS
from medimail.web.contacts.books import Books
from medimail.web.contacts.forms import ContactForm, GroupForm
from medimail.web.directory.asked import typed
from medimail.web.person import person


@never_cache
@require_safe
def contacts(request: HttpRequest, box: int | None = None) -> HttpResponse:
    return page(request, box)


def page(
    request: HttpRequest, box: int | None, *, contact: ContactForm | None = None, group: GroupForm | None = None
) -> HttpResponse:
    """422 with the form that was refused, what was typed still in it."""
    text = typed(request.GET)
    books = Books(request, box)
    context = {
        "books": books,
        "seeker": books.seeker,
        "shelf": queries.shelf(person(request), box=box, text=text),
        "text": text,
        "contact": contact or ContactForm(),
        "group": group or GroupForm(),
        "most_favourites": FAVOURITES,
        "most_groups": GROUPS,
    }
    return render(request, "contacts/shelf.html", context, status=422 if contact or group else 200)


def back(box: int | None) -> HttpResponse:
    return redirect("contacts") if box is None else redirect("box_contacts", box)
