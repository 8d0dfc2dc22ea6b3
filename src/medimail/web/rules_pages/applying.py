"""The rules applied to what lies in the inbox: asked, followed, stopped."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from medimail.mailboxes.models import Mailbox
from medimail.refiling.actions import ask, stop
from medimail.refiling.errors import NoRules, UnderWay
from medimail.refiling.queries import latest
from medimail.rules.queries import rules_of
from medimail.web.mail.opening import MailRequest, of_written
from medimail.web.sessions.age import quiet


def state(mailbox: Mailbox, rules: Collection[object]) -> dict[str, object]:
    return {"applied": latest(mailbox), "appliable": bool(rules) and mailbox.may_write}


@of_written
@require_POST
def apply(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    try:
        ask(request.user, mailbox)
    except NoRules:
        messages.error(request, "Aucune règle n’est active : écrivez-en une, ou activez-en une, puis recommencez.")
    except UnderWay:
        messages.info(request, "Le rangement de cette boîte est déjà en cours.")
    return redirect("rules", mailbox.pk)


@of_written
@require_POST
def halt(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    stop(request.user, mailbox)
    messages.success(request, "Le rangement est arrêté. Les messages déjà rangés restent où ils sont.")
    return redirect("rules", mailbox.pk)


@of_written
@require_safe
def shown(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    """Asked again and again while it runs, so that it keeps nobody signed in."""
    quiet(request)
    return render(request, "rules/applied.html", {"mailbox": mailbox} | state(mailbox, rules_of(mailbox)))
