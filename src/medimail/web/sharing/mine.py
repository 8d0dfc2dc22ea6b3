"""What a person opens without holding it, and what they may ask to open again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from medimail.mailboxes import actions
from medimail.mailboxes.access import lost_by, mailbox_for
from medimail.mailboxes.errors import LastManager
from medimail.mailboxes.models import Role
from medimail.mailboxes.queries import managers_of, rights_of
from medimail.usage.queries import unopened
from medimail.web.person import person
from medimail.web.sharing.members import LAST


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    found = rights_of(person(request))
    old = unopened([one.mailbox for one in found if one.role == Role.MANAGER and one.mailbox.holder_id is None])
    lines = [(one, old.get(one.mailbox_id)) for one in found]
    return render(request, "sharing/mine.html", {"rights": lines, "today": timezone.localdate()})


@require_POST
def leave(request: HttpRequest, box: int) -> HttpResponse:
    mailbox = mailbox_for(person(request), box)
    try:
        actions.leave(person(request), mailbox)
    except LastManager:
        messages.error(request, LAST)
    else:
        messages.success(request, f"Vous n’ouvrez plus {mailbox.display_name}.")
    return redirect("my_rights")


@require_safe
def locked(request: HttpRequest, box: int) -> HttpResponse:
    found = lost_by(person(request), box)
    return render(request, "sharing/locked.html", {"mailbox": found, "managers": managers_of(found)})


@require_POST
def ask(request: HttpRequest, box: int) -> HttpResponse:
    if actions.ask_for_access(person(request), box):
        messages.success(request, "Votre demande est partie. Une réponse vous viendra par mail.")
    else:
        messages.info(request, "Votre demande est déjà partie aujourd’hui. Vous pourrez la refaire demain.")
    return redirect("locked_box", box)
