"""Folders of one's own: the page that makes, renames, moves and deletes them; and how full the box is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from medimail.mail import shelves
from medimail.mail.errors import NoSuchMessage
from medimail.mail.folders import Shelf
from medimail.mail.shelves import BadName
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.folders import LABELS
from medimail.web.mail.opening import MailRequest, frame, of_written
from medimail.web.mail.room import room
from medimail.web.methods import get_or_post

_REASONS = {
    "empty": "Donnez un nom au dossier.",
    "long": f"Ce nom est trop long : {shelves.MAX_NAME} signes au plus.",
    "signs": "Ce nom contient un signe qui ne peut pas servir : évitez / \\ * % ~ & et les guillemets droits.",
    "taken": "Un dossier porte déjà ce nom à cet endroit : choisissez-en un autre.",
    "inside": "Un dossier ne peut pas être rangé dans lui-même : choisissez un autre endroit.",
    "deep": f"Les dossiers vont jusqu’à {shelves.MAX_DEPTH} niveaux : choisissez un endroit moins profond.",
    "many": f"Cette boîte a déjà {shelves.MAX_FOLDERS} dossiers : supprimez-en un d’abord.",
}


@of_written
@get_or_post
def index(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            shelves.make(mailbox, request.user, *_typed(request))
            messages.success(request, "Le dossier est créé.")
            return redirect("shelves", mailbox.pk)
        except BadName as refusal:
            error = _REASONS[refusal.reason]
    known = shelves.all_of(mailbox, request.user)
    context = _form(request, known, error) | {"room": room(mailbox, request.user), "title": "Dossiers"}
    return render(request, "mail/shelves.html", frame(request, mailbox, "dossiers", known) | context)


@of_written
@get_or_post
def edit(request: MailRequest, mailbox: Mailbox, folder: str) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            shelves.change(mailbox, request.user, folder, *_typed(request))
            messages.success(request, "Le dossier est modifié.")
            return redirect("shelves", mailbox.pk)
        except BadName as refusal:
            error = _REASONS[refusal.reason]
    known = shelves.all_of(mailbox, request.user)
    shelf = _own(known, folder)
    inside = next((one.slug for one in known if one.name == shelf.name.rpartition("/")[0]), "")
    typed = {"name": shelf.label, "inside": inside} if request.method == "GET" else {}
    below = [one for one in known if f"{one.name}/".startswith(f"{shelf.name}/")]
    context = _form(request, [one for one in known if one not in below], error, typed) | {
        "shelf": shelf,
        "messages_inside": sum(one.messages for one in below),
        "folders_inside": len(below) - 1,
        "title": f"Dossier « {shelf.label} »",
    }
    return render(request, "mail/shelf.html", frame(request, mailbox, folder, known) | context)


@of_written
@require_POST
def delete(request: MailRequest, mailbox: Mailbox, folder: str) -> HttpResponse:
    moved = shelves.drop(mailbox, request.user, folder)
    went = "Il était vide." if not moved else "Ses messages sont dans la corbeille."
    messages.success(request, f"Le dossier est supprimé. {went}")
    return redirect("shelves", mailbox.pk)


def _typed(request: MailRequest) -> tuple[str, str]:
    return request.POST.get("name", "").replace("\0", ""), request.POST.get("inside", "")


def _form(
    request: MailRequest, known: list[Shelf], error: str, typed: dict[str, str] | None = None
) -> dict[str, object]:
    own = [shelf for shelf in known if shelf.slug not in LABELS]
    return {
        "own": own,
        "error": error,
        "typed": typed or {"name": request.POST.get("name", ""), "inside": request.POST.get("inside", "")},
        "longest": shelves.MAX_NAME,
    }


def _own(known: list[Shelf], slug: str) -> Shelf:
    found = next((shelf for shelf in known if shelf.slug == slug and slug not in LABELS), None)
    if found is None:
        raise NoSuchMessage
    return found
