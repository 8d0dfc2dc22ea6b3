"""The page of transfers: what may be asked, and how far it is."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from medimail.mailboxes.models import Mailbox
from medimail.transfers import actions
from medimail.transfers.access import transfer_for
from medimail.transfers.errors import NoRoom, UnderWay
from medimail.transfers.models import Transfer
from medimail.transfers.queries import latest, taken_by_another
from medimail.web.mail.opening import MailRequest, frame, of_managed
from medimail.web.methods import get_or_post
from medimail.web.security.again import ask, proved_recently
from medimail.web.sessions.age import quiet
from medimail.web.transfers import sentences
from medimail.web.transfers.upload import PIECE


@of_managed
@require_safe
def page(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    context = frame(request, mailbox, "") | _state(request, mailbox)
    context |= {"title": "Copier ou importer", "limit": settings.TRANSFER_MAX_BYTES, "piece": PIECE}
    return render(request, "transfers/page.html", context)


@of_managed
@require_safe
def state(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    quiet(request)
    return render(request, "transfers/state.html", _state(request, mailbox) | {"mailbox": mailbox})


@of_managed
@get_or_post
def export(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    if not proved_recently(request):
        return ask(request)
    if request.method == "POST":
        form = Transfer.Form.MBOX if request.POST.get("form") == "mbox" else Transfer.Form.EML
        try:
            actions.ask_export(request.user, mailbox, form)
            messages.success(request, sentences.ASKED)
        except UnderWay:
            messages.warning(request, sentences.UNDER_WAY)
        except NoRoom:
            messages.warning(request, sentences.NO_ROOM)
    return redirect("transfers", mailbox.pk)


@of_managed
@require_POST
def stop(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    return _done(request, mailbox, pk, actions.stop, sentences.STOPPED)


@of_managed
@require_POST
def forget(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    return _done(request, mailbox, pk, actions.forget, sentences.REMOVED)


@of_managed
@require_POST
def go_on(request: MailRequest, mailbox: Mailbox, pk: int) -> HttpResponse:
    return _done(request, mailbox, pk, actions.go_on, "")


def _done(request: MailRequest, mailbox: Mailbox, pk: int, act: Callable[..., None], said: str) -> HttpResponse:
    act(request.user, transfer_for(request.user, mailbox, pk))
    if said:
        messages.success(request, said)
    return redirect("transfers", mailbox.pk)


def _state(request: MailRequest, mailbox: Mailbox) -> dict[str, object]:
    found = latest(request.user, mailbox)
    out, brought = found["export"], found["import"]
    return {
        "out": out,
        "brought": brought,
        "out_problem": sentences.problem(out),
        "brought_problem": sentences.problem(brought),
        "under_way": any(one and one.under_way for one in (out, brought)),
        "working": any(one and one.under_way and one.state != Transfer.State.SENDING for one in (out, brought)),
        "taken": taken_by_another(request.user, mailbox),
    }
