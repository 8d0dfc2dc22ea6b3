"""Acts on messages: the one being read, or many chosen in a list."""

from typing import cast, get_args
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from medimail.mail import sorting
from medimail.mail.sorting import Act
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.done import token, told, undone
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.opening import MailRequest, frame, of_mailbox, of_written
from medimail.web.teamwork import together

_ACTS = get_args(Act)
_OF_READERS = {"seen", "unseen"}


@of_written
@require_POST
def move(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    return _sorted(request, mailbox, folder, [uid], ("move", request.POST.get("vers", "")))


@of_mailbox
@require_POST
def mark_unread(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    return _sorted(request, mailbox, folder, [uid], ("unseen", ""))


@of_mailbox
@require_POST
def act(request: MailRequest, mailbox: Mailbox, folder: str) -> HttpResponse:
    """`acte` is one word, or one with its value: `move:archives`. Of « Déplacer » the value stands in `vers`."""
    uids = [uid for uid in map(imap_number, request.POST.getlist("uid")) if uid]
    word, _, value = request.POST.get("acte", "").partition(":")
    if not mailbox.may_write and word not in _OF_READERS:
        raise Mailbox.DoesNotExist
    if word == "remove" and folder == "corbeille":
        return _removed(request, mailbox, uids)
    if not uids:
        messages.info(request, "Choisissez d’abord un ou plusieurs messages de la liste.")
        return redirect("folder", mailbox.pk, folder)
    if word in together.ACTS:
        return together.acted(request, mailbox, folder, uids, word)
    return _sorted(request, mailbox, folder, uids, (word, value or request.POST.get(_FIELDS.get(word, ""), "")))


_FIELDS = {"move": "vers", "label": "etiquette", "unlabel": "etiquette"}


@of_written
@require_POST
def empty(request: MailRequest, mailbox: Mailbox, folder: str) -> HttpResponse:
    """Asked once more: nothing brings these back."""
    if "oui" not in request.POST:
        return _confirm(request, mailbox, folder, reverse("folder_empty", args=[mailbox.pk, folder]), [])
    sorting.empty(mailbox, request.user, folder)
    messages.success(request, "Le dossier est vide.")
    return redirect("folder", mailbox.pk, folder)


def _sorted(
    request: MailRequest, mailbox: Mailbox, folder: str, uids: list[int], asked: tuple[str, str]
) -> HttpResponse:
    word, value = asked
    if word not in _ACTS or (word == "move" and not value):
        raise Http404
    undo = sorting.sort(mailbox, request.user, folder, uids, act=cast("Act", word), value=value)
    if request.htmx:
        return render(
            request, "mail/done.html", {"done": told(mailbox, request, word, value, undo), "mailbox": mailbox}
        )
    back = request.POST.get("retour", folder)
    place = reverse("folder", args=[mailbox.pk, back if back.isalnum() else folder])
    done = undone(mailbox, len(undo.uids)) if "annuler" in request.POST else token(mailbox, word, value, undo)
    return redirect(f"{place}?{urlencode({'fait': done})}")


def _removed(request: MailRequest, mailbox: Mailbox, uids: list[int]) -> HttpResponse:
    if "oui" not in request.POST:
        return _confirm(request, mailbox, "corbeille", reverse("folder_act", args=[mailbox.pk, "corbeille"]), uids)
    sorting.remove(mailbox, request.user, uids)
    messages.success(request, "Message supprimé." if len(uids) == 1 else f"{len(uids)} messages supprimés.")
    return redirect("folder", mailbox.pk, "corbeille")


def _confirm(request: MailRequest, mailbox: Mailbox, folder: str, action: str, uids: list[int]) -> HttpResponse:
    context: dict[str, object] = {"action": action, "uids": uids, "title": "Supprimer définitivement"}
    if request.htmx:
        context["mailbox"], context["folder"] = mailbox, folder
        return render(request, "mail/confirm_here.html", context)
    return render(request, "mail/confirm.html", frame(request, mailbox, folder) | context)
