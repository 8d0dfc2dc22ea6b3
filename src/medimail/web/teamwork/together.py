"""The same acts on many messages chosen in a list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from medimail.mailboxes.models import Mailbox
from medimail.teamwork import actions
from medimail.teamwork.actions import Done
from medimail.web.mail.opening import MailRequest
from medimail.web.teamwork import sentences
from medimail.web.teamwork.views import PUTS

ACTS = {"prendre", *PUTS}


def acted(request: MailRequest, mailbox: Mailbox, folder: str, uids: list[int], word: str) -> HttpResponse:
    if word == "prendre":
        done = actions.take(mailbox, request.user, folder, uids)
    else:
        done = actions.put(mailbox, request.user, folder, uids, PUTS[word])
    said = _sentence(done, word)
    if request.htmx:
        return render(request, "mail/done.html", {"done": {"sentence": said}, "mailbox": mailbox})
    messages.success(request, said)
    return redirect("folder", mailbox.pk, folder)


def _sentence(done: Done, word: str) -> str:
    count = len(done.uids)
    one, several = sentences.MANY[word]
    said = f"1 {one}." if count == 1 else f"{count} {several}." if count else ""
    if names := sorted(set(done.others.values())):
        said += f" {len(done.others)} à la charge de {', '.join(names)}\N{NO-BREAK SPACE}: rien n’y change."
    return said.strip() or sentences.UNMARKED
