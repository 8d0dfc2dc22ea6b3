"""Acts of a team on one message: the panel again for htmx, the page of the message otherwise."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from medimail.mailboxes.models import Mailbox
from medimail.teamwork import actions
from medimail.teamwork.errors import NotAMember, Unmarked
from medimail.teamwork.models import State
from medimail.teamwork.queries import seen
from medimail.web.mail.numbers import imap_number
from medimail.web.mail.opening import MailRequest, of_mailbox
from medimail.web.methods import get_or_post
from medimail.web.sessions.age import quiet
from medimail.web.teamwork import sentences
from medimail.web.teamwork.panel import panel

PUTS = {"attente": State.WAITING, "fait": State.DONE, "rendre": State.OPEN}
Act = Callable[[MailRequest, Mailbox, str, int], str]


@of_mailbox
@get_or_post
def team(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        if not mailbox.may_write:
            raise Mailbox.DoesNotExist
        problem = _acted(request, mailbox, folder, uid)
    else:
        quiet(request)
    if not request.htmx:
        if problem:
            messages.error(request, problem)
        return redirect("message", mailbox.pk, folder, uid)
    message_id, flags = seen(mailbox, request.user, folder, uid)
    said = {"problem": problem, "alone": request.method == "GET", "oob": request.method == "POST"}
    return HttpResponse(panel(request, mailbox, (folder, uid), message_id, flags, **said))


def _acted(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> str:
    """Why nothing was done, in a sentence; empty when it was."""
    act = _ACTS.get(request.POST.get("acte", ""))
    if act is None:
        raise Http404
    try:
        return act(request, mailbox, folder, uid)
    except NotAMember:
        return sentences.NOT_A_MEMBER
    except Unmarked:
        return sentences.UNMARKED


def _take(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> str:
    done = actions.take(mailbox, request.user, folder, [uid], sure="sur" in request.POST)
    return sentences.OTHERS.format(name=done.others[uid]) if uid in done.others else ""


def _give(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> str:
    actions.give(mailbox, request.user, folder, [uid], imap_number(request.POST.get("a")) or 0)
    return ""


def _put(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> str:
    actions.put(mailbox, request.user, folder, [uid], PUTS[request.POST["acte"]])
    return ""


def _due(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> str:
    try:
        on = date.fromisoformat(typed) if (typed := request.POST.get("le", "").strip()) else None
    except ValueError:
        return sentences.WRONG_DATE
    actions.due(mailbox, request.user, folder, uid, on)
    return ""


def _note(request: MailRequest, mailbox: Mailbox, folder: str, uid: int) -> str:
    text = request.POST.get("note", "").replace("\0", "").strip()
    if not text:
        return sentences.EMPTY
    actions.note(mailbox, request.user, folder, uid, text)
    return ""


_ACTS: dict[str, Act] = {"prendre": _take, "confier": _give, "echeance": _due, "note": _note}
_ACTS |= dict.fromkeys(PUTS, _put)
