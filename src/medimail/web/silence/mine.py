"""What a person does about their own silence: tell a long absence, ask to come back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from medimail.idleness.actions import end_leave, note_leave
from medimail.idleness.errors import NotSuspendedForSilence
from medimail.idleness.queries import leave_of
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.models import Role
from medimail.mailboxes.queries import managed_alone
from medimail.servicedesk import actions
from medimail.web.methods import get_or_post
from medimail.web.moments import spoken_full_date
from medimail.web.person import person
from medimail.web.silence.forms import LeaveForm

ASKED = "Votre demande est partie. Un message vous préviendra dès que votre compte sera réactivé."
ASKED_ALREADY = "Votre demande était déjà partie. Un message vous préviendra dès que votre compte sera réactivé."
NOT_SILENT = "Votre compte n’est pas suspendu faute d’usage. Écrivez au centre de services si quelque chose vous gêne."


@never_cache
@get_or_post
def long_leave(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        note_leave(user, **form.cleaned_data, by=user)
        messages.success(request, f"Votre absence est notée jusqu’au {spoken_full_date(form.cleaned_data['ends_on'])}.")
        return redirect("long_leave")
    context = {
        "form": form,
        "leave": leave_of(user),
        "boxes": [box for box in mailboxes_of(user) if box.role == Role.HOLDER],
        "alone": managed_alone(user),
    }
    return render(request, "silence/leave.html", context, status=422 if form.is_bound else 200)


@require_POST
def end_long_leave(request: HttpRequest) -> HttpResponse:
    end_leave(person(request), by=person(request))
    messages.success(request, "L’absence est effacée.")
    return redirect("long_leave")


@require_POST
def ask_back(request: HttpRequest) -> HttpResponse:
    try:
        messages.success(request, ASKED if actions.ask_back(person(request)) else ASKED_ALREADY)
    except NotSuspendedForSilence:
        messages.info(request, NOT_SILENT)
    return redirect("home")
