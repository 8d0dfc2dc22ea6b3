from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from medimail.directory.queries import correspondent
from medimail.mailboxes.models import Mailbox
from medimail.rules.actions import Announced, announce, come_back
from medimail.rules.errors import RulesUnavailable
from medimail.rules.queries import absence_of, today_of
from medimail.web.directory.sentences import name_of
from medimail.web.mail.opening import MailRequest, frame, of_mailbox, of_managed
from medimail.web.methods import get_or_post
from medimail.web.rules_pages.forms import TEXT, AbsenceForm

DOWN = "La messagerie ne répond pas pour l’instant : rien n’a changé. Réessayez dans une minute."


@of_mailbox
@require_safe
def first(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    return redirect("absence" if mailbox.may_manage else "alerts", mailbox.pk)


@of_managed
@get_or_post
def absence(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    known, today = absence_of(mailbox), today_of(mailbox)
    initial = {"since": today, "text": TEXT}
    if known:
        initial = {"since": known.since, "until": known.until, "text": known.text, "deputy": known.deputy_address}
    form = AbsenceForm(request.POST if request.method == "POST" else None, today, initial)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                announce(mailbox, request.user, _said(request, form))
            except RulesUnavailable:
                form.add_error(None, DOWN)
                status = 503
            else:
                messages.success(request, "Absence enregistrée : la réponse part d’elle-même entre ces deux jours.")
                return redirect("absence", mailbox.pk)
    context = frame(request, mailbox, "") | {"title": "Absence", "form": form, "known": known}
    return render(request, "rules/absence.html", context, status=status)


@of_managed
@require_POST
def back(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    try:
        come_back(mailbox, request.user)
    except RulesUnavailable:
        messages.error(request, DOWN)
    else:
        messages.success(request, "Votre absence est terminée : aucune réponse automatique ne part plus.")
    return redirect("absence", mailbox.pk)


def _said(request: MailRequest, form: AbsenceForm) -> Announced:
    said = form.cleaned_data
    deputy = said["deputy"] or ""
    entry = correspondent(request.user.pk, deputy) if deputy else None
    name = name_of(entry) if entry else ""
    return Announced(said["since"], said["until"], said["text"], name[:210], deputy)
