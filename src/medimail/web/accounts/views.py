"""The front door: which page a person sees first."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from medimail.accounts.models import User
from medimail.enrolment.access import application_of
from medimail.enrolment.actions import confirm_email
from medimail.enrolment.models import Application
from medimail.mailboxes.access import mailboxes_of
from medimail.servicedesk.access import is_administrator

STEPS = {
    Application.State.TERMS_PENDING: "terms",
    Application.State.IDENTIFICATION_PENDING: "identification",
    Application.State.PROFILE_PENDING: "profile",
}
UNCONFIRMED = {Application.State.DRAFT, Application.State.EMAIL_PENDING, Application.State.EXPIRED}


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not isinstance(user, User):
        return redirect("account_login")
    if boxes := mailboxes_of(user):
        return redirect("folder", boxes[0].pk, "reception")
    if is_administrator(user):
        return redirect("queue")
    return redirect(step_of(user))


def step_of(user: User) -> str:
    application = application_of(user)
    if application is None:
        return "help"
    if application.state in UNCONFIRMED:
        # Nobody signs in with an unconfirmed address, so the link was followed and only its trace was lost.
        confirm_email(user)
        return "terms"
    return STEPS.get(Application.State(application.state), "waiting")
