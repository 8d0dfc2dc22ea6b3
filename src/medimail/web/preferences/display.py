"""How the pages look to one person; the same in all their boxes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from medimail.accounts.actions import prefer
from medimail.accounts.queries import preferences_of
from medimail.mailboxes.models import Mailbox
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.methods import get_or_post
from medimail.web.preferences.forms import DisplayForm

SAVED = "Votre affichage est réglé."


@of_mailbox
@get_or_post
def display(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    form = DisplayForm(request.POST) if request.method == "POST" else DisplayForm.of(preferences_of(request.user))
    if form.is_valid():
        prefer(request.user, **form.chosen())
        messages.success(request, SAVED)
        return redirect("display", mailbox.pk)
    context = frame(request, mailbox, "") | {"title": "Affichage et habitudes", "form": form}
    return render(request, "preferences/display.html", context, status=422 if form.is_bound else 200)
