"""From the choice of a request to the waiting page. Each step shows itself only at its own state."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from medimail.enrolment import actions
from medimail.enrolment.models import Application
from medimail.web.enrolment import steps
from medimail.web.enrolment.at_step import at, show, take
from medimail.web.enrolment.forms import IdentifierForm
from medimail.web.methods import get_or_post
from medimail.web.person import person

State = Application.State


@never_cache
@get_or_post
def identification(request: HttpRequest) -> HttpResponse:
    form = IdentifierForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["has_identifier"] == "oui"
        return take(request, lambda: actions.answer_identifier(person(request), answer))
    application = at(request, State.IDENTIFICATION_PENDING, State.PROFILE_PENDING)
    if not application:
        return redirect("home")
    form.initial = {"has_identifier": _answered(application)}
    return show(request, "identification", steps.IDENTIFIER, 422 if form.is_bound else 200, form=form)


def _answered(application: Application) -> str:
    """What was saved, or only chosen when the browser closed."""
    if application.state == State.PROFILE_PENDING:
        return "oui" if application.has_identifier else "non"
    return str(application.draft.get("has_identifier", ""))
