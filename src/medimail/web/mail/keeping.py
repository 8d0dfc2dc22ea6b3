"""A draft kept while one types, and its files from the moment they are chosen: short answers for the script."""

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from medimail.mail import actions
from medimail.mailboxes.access import mailbox_for
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.attempt import Attempt
from medimail.web.mail.forms import ComposeForm
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.opening import MailRequest
from medimail.web.mail.thread import Thread, seal
from medimail.web.teamwork import answering

_GONE = "Ce message est déjà parti\u00a0: sa copie est dans Envoyés."


def kept(request: MailRequest, mailbox: Mailbox, form: ComposeForm, thread: Thread) -> HttpResponse:
    """Every file of the draft stays, whatever is ticked: only « Retirer » and sending leave one out."""
    attempt = Attempt(mailbox, request.user, form, thread, None)
    if (gone := request.POST.get("part", "")).isdecimal() and request.POST.get("act") == "retirer":
        attempt.kept = [part.part for part in attempt.parts() if part.part != int(gone[:5])]
    if form.non_field_errors() or not attempt.keep():
        return JsonResponse({"problem": _said(form)}, status=503 if attempt.down else 409)
    if not attempt.thread.draft_uid:
        return JsonResponse({"problem": _GONE}, status=409)
    parts = attempt.parts() if _has_files(request) else []
    files = render_to_string("mail/compose_files.html", {"parts": parts, "scripted": True})
    told = f"Brouillon enregistré à {timezone.localtime():%H:%M}."
    told += "".join(f" {name} écrit aussi une réponse." for name in answering.noted(request, mailbox, attempt.thread))
    return JsonResponse({"state": seal(mailbox, attempt.thread), "told": told, "files": files})


def moved(request: MailRequest, mailbox: Mailbox, attempt: Attempt) -> str:
    """Where the same draft is written on, from another box of the person; empty when it could not be stored."""
    target = mailbox_for(request.user, imap_number(request.POST.get("de")) or 0)
    if not target.may_write:
        raise Mailbox.DoesNotExist
    if not attempt.keep() or not attempt.thread.draft_uid:
        return ""
    uid = actions.change_sender(mailbox, target, request.user, attempt.thread.message_id)
    return f"{reverse('compose', args=[target.pk])}?brouillon={uid}"


def _said(form: ComposeForm) -> str:
    found = [*form.non_field_errors(), *form.errors.get("uploads", [])]
    return str(found[0]) if found else "Brouillon non gardé pour l’instant."


def _has_files(request: MailRequest) -> bool:
    """A composer without any file needs no look at the store."""
    return bool(request.FILES or request.POST.get("with_files"))
