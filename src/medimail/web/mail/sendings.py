"""Messages that wait for their time to leave: held back, changed, or told about when they could not leave."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.views.decorators.http import require_POST, require_safe

from medimail.mail import actions, planning
from medimail.mail.errors import AlreadyLeft, NotAMoment
from medimail.mailboxes.models import Mailbox
from medimail.web.mail import sentences
from medimail.web.mail.opening import MailRequest, frame, of_written
from medimail.web.moments import spoken

_LEFT = "Trop tard\u00a0: ce message est déjà parti. Sa copie est dans Envoyés."


@of_written
@require_safe
def planned(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    context = frame(request, mailbox, "") | {
        "title": "Envois programmés",
        "planned": planning.planned(mailbox, request.user),
        "refused": planning.refused(mailbox, request.user),
    }
    return render(request, "mail/sendings.html", context)


@of_written
@require_POST
def undo(request: MailRequest, mailbox: Mailbox, outbox: int) -> HttpResponse:
    try:
        uid = actions.undo(mailbox, request.user, outbox)
    except AlreadyLeft:
        messages.warning(request, _LEFT)
        return redirect("folder", mailbox.pk, "envoyes")
    messages.info(request, "Le message n’est pas parti\u00a0: c’est de nouveau un brouillon.")
    return redirect(f"{reverse('compose', args=[mailbox.pk])}?brouillon={uid}")


@of_written
@require_POST
def replan(request: MailRequest, mailbox: Mailbox, outbox: int) -> HttpResponse:
    moment = _moment(request.POST.get("heure", ""))
    try:
        if moment is None:
            raise NotAMoment
        actions.replan(mailbox, request.user, outbox, moment)
        messages.success(request, f"Le message partira le {spoken(moment)}.")
    except NotAMoment:
        messages.error(request, sentences.NOT_A_MOMENT)
    except AlreadyLeft:
        messages.warning(request, _LEFT)
    return redirect("sendings", mailbox.pk)


@of_written
@require_POST
def seen(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    actions.dismiss(mailbox, request.user)
    return redirect("sendings", mailbox.pk)


@of_written
@require_safe
def state(request: MailRequest, mailbox: Mailbox, outbox: int) -> HttpResponse:
    """One word for the script that counted down."""
    return HttpResponse(planning.state_of(mailbox, outbox), content_type="text/plain")


def _moment(typed: str) -> datetime | None:
    try:
        found = parse_datetime(typed)
    except ValueError:
        return None
    return make_aware(found) if found and is_naive(found) else found
