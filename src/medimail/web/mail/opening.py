"""The door of every page of the webmail: the mailbox this person may open, or not found; an engine down is told."""

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from medimail.accounts.models import User
from medimail.labels.queries import labels_of
from medimail.mail.errors import MailUnavailable
from medimail.mail.folders import Shelf, remembered
from medimail.mail.waiting import waiting
from medimail.mailboxes.access import among, lost_by, mailboxes_of
from medimail.mailboxes.models import Mailbox
from medimail.rules.queries import away
from medimail.web.mail.room import remembered as room_of
from medimail.web.mail.rows import shelf_links, shelf_options
from medimail.web.sessions.session import note_entry

if TYPE_CHECKING:

    class MailRequest(HttpRequest):
        user: User  # the login middleware lets nobody else through
        htmx: HtmxDetails
        boxes: list[Mailbox]  # all that the person may open, read once

else:
    MailRequest = HttpRequest

Rest = ParamSpec("Rest")
View = Callable[Concatenate[MailRequest, Mailbox, Rest], HttpResponseBase]


def of_mailbox(view: View[Rest]) -> Callable[..., HttpResponseBase]:
    """Give the view the mailbox instead of its number; ObjectDoesNotExist becomes the page « introuvable »."""
    return _door(view, lambda _box: True)


def of_written(view: View[Rest]) -> Callable[..., HttpResponseBase]:
    """The same, of a box the person may write and file in."""
    return _door(view, lambda box: box.may_write)


def of_managed(view: View[Rest]) -> Callable[..., HttpResponseBase]:
    """The same, of a box the person holds or manages: what concerns everybody in it, or the whole of it."""
    return _door(view, lambda box: box.may_manage)


def _door(view: View[Rest], allowed: Callable[[Mailbox], bool]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def opened(http: HttpRequest, box: int, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        request = cast("MailRequest", http)
        request.boxes = mailboxes_of(request.user)
        try:
            mailbox = among(request.boxes, box)
        except Mailbox.DoesNotExist:
            where = reverse("locked_box", args=[lost_by(request.user, box).pk])
            return HttpResponseClientRedirect(where) if request.htmx else redirect(where)
        if not allowed(mailbox):
            raise Mailbox.DoesNotExist
        note_entry(http, mailbox)
        try:
            response = view(request, mailbox, *args, **kwargs)
        except MailUnavailable:
            response = unavailable(request, mailbox)
        # On a shared computer, « page précédente » after signing out must show no patient.
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return opened


def unavailable(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    """503, so that programs try again too. Of a form nothing is lost: sending handles this failure itself."""
    return render(request, "mail/unavailable.html", frame(request, mailbox, ""), status=503)


def frame(request: MailRequest, mailbox: Mailbox, folder: str, known: list[Shelf] | None = None) -> dict[str, object]:
    """What surrounds every page: the open box, its folders, the other boxes of the person."""
    shelves = remembered(mailbox.address) if known is None else known
    others = [box for box in request.boxes if box.pk != mailbox.pk]
    return {
        "targets": lambda: shelf_options(shelves, folder),
        "labels": partial(labels_of, mailbox),
        "mailbox": mailbox,
        "folder": folder,
        "shelf_links": lambda: shelf_links(shelves, mailbox.pk, folder),
        "others": others,
        "waiting": partial(waiting, mailbox),  # asked when the folders are drawn, not by each part of a page
        "away": partial(away, mailbox),
        "fill": partial(room_of, mailbox),
    }
