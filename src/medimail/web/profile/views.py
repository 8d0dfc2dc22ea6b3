"""Screen S10: the profile once the account is open. What a human had checked goes back to a human."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from medimail.accounts.models import User
from medimail.accounts.queries import profile_data
from medimail.enrolment import actions
from medimail.enrolment.access import application_of, change_of
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application, ProfileChange
from medimail.mailboxes.access import mailboxes_of
from medimail.servicedesk.access import is_administrator
from medimail.web.differences import differences
from medimail.web.done import done
from medimail.web.enrolment.number import may_try
from medimail.web.errors import too_many
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.profile.forms import LaterProfileForm

SAVED = "Enregistré."
SAVED_TO_CHECK = (
    "Enregistré. Ce qui doit être vérifié attend la décision d’un administrateur\u00a0; "
    "votre boîte continue de fonctionner."
)
NOT_OPEN = "Votre profil ne se modifie que lorsque votre compte est ouvert. Rien n’a été enregistré."
WITHDRAWN = "Votre demande de changement est retirée. Rien n’a changé dans votre profil."


@never_cache
@get_or_post
def my_profile(request: HttpRequest) -> HttpResponse:
    user = person(request)
    application = application_of(user)
    if not application or application.state != Application.State.ACTIVE:
        return _without_form(request, application)
    if not may_try(request):
        return too_many(request)
    change = change_of(user)
    form = _form(request, change)
    if request.method == "POST" and form.is_valid():
        return _save(request, form)
    context = {**_account(user), **_change(user, change), "form": form, "saved": "fait" in request.GET}
    return render(request, "profile/profile.html", context, status=422 if form.is_bound else 200)


def _save(request: HttpRequest, form: LaterProfileForm) -> HttpResponse:
    try:
        waits = actions.edit_profile(person(request), form.data_of_profile())
    except WrongState:
        messages.warning(request, NOT_OPEN)
        return redirect("my_profile")
    messages.success(request, SAVED_TO_CHECK if waits else SAVED)
    return done("my_profile", "profil")


def _without_form(request: HttpRequest, application: Application | None) -> HttpResponse:
    """Administrators without a profile, people whose request is under way, suspended accounts."""
    if request.method == "POST":
        messages.warning(request, NOT_OPEN)
        return redirect("my_profile")
    return render(request, "profile/account.html", {**_account(person(request)), "application": application})


def _form(request: HttpRequest, change: ProfileChange | None) -> LaterProfileForm:
    """Shows what was wished, not what stands: saving a phone number must not take a waiting change back."""
    user = person(request)
    initial: dict[str, object] = asdict(profile_data(user))
    if change and change.state == ProfileChange.State.WAITING:
        initial |= change.proposed
    data = request.POST if request.method == "POST" else None
    return LaterProfileForm(data, initial=initial, user=user)


def _account(user: User) -> dict[str, object]:
    return {"boxes": mailboxes_of(user), "is_administrator": is_administrator(user)}


def _change(user: User, change: ProfileChange | None) -> dict[str, object]:
    if change is None or change.state == ProfileChange.State.WITHDRAWN:
        return {}
    return {"change": change, "differences": differences(user, change)}


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    actions.withdraw_change(person(request))
    messages.success(request, WITHDRAWN)
    return redirect("my_profile")
