"""From the choice of a request to the waiting page. Each step shows itself only at its own state."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from medimail.accounts.models import Profile
from medimail.enrolment import actions
from medimail.enrolment.access import application_of
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application
from medimail.mailboxes.queries import mailboxes_of
from medimail.web.enrolment import steps
from medimail.web.enrolment.forms import IdentifierForm, ProfileForm
from medimail.web.person import person

State = Application.State
ALREADY = "Cette étape était déjà enregistrée. Voici la suite."
_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _at(request: HttpRequest, *states: State) -> Application | None:
    application = application_of(person(request))
    return application if application and application.state in states else None


def _step(request: HttpRequest, name: str, number: int, status: int = 200, **context: object) -> HttpResponse:
    return render(request, f"enrolment/{name}.html", {**steps.at(number), **context}, status=status)


def _take(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    """A second click and a stale tab end where the first click did."""
    try:
        act()
    except WrongState:
        messages.info(request, ALREADY)
    return redirect("home")


def _elsewhere(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        messages.info(request, ALREADY)
    return redirect("home")


@never_cache
@_get_or_post
def identification(request: HttpRequest) -> HttpResponse:
    form = IdentifierForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["has_identifier"] == "oui"
        return _take(request, lambda: actions.answer_identifier(person(request), answer))
    if not _at(request, State.IDENTIFICATION_PENDING, State.PROFILE_PENDING):
        return redirect("home")
    return _step(request, "identification", steps.IDENTIFIER, 422 if form.is_bound else 200, form=form)


@never_cache
@_get_or_post
def profile(request: HttpRequest) -> HttpResponse:
    application = _at(request, State.PROFILE_PENDING)
    if not application:
        return _elsewhere(request)
    form = _profile_form(request, application)
    if request.method == "POST" and form.is_valid():
        return _take(request, lambda: actions.submit_profile(person(request), form.data_of_profile()))
    return _step(request, "profile", steps.PROFILE, 422 if form.is_bound else 200, form=form, application=application)


def _profile_form(request: HttpRequest, application: Application) -> ProfileForm:
    user = person(request)
    initial: dict[str, object] = {"first_name": user.first_name, "last_name": user.last_name}
    typed_before: Profile | None = getattr(user, "profile", None)
    if typed_before:
        initial |= model_to_dict(typed_before)
    data = request.POST if request.method == "POST" else None
    return ProfileForm(data, initial=initial, has_identifier=bool(application.has_identifier))


@never_cache
@_get_or_post
def waiting(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _take(request, lambda: actions.correct(person(request)))
    after = (State.AWAITING_VALIDATION, State.REFUSED, State.SUSPENDED, State.CLOSED, State.EXPIRED, State.ACTIVE)
    application = _at(request, *after)
    if not application or mailboxes_of(person(request)):
        return redirect("home")
    return _step(
        request,
        "waiting",
        steps.VALIDATION,
        application=application,
        profile=getattr(application.user, "profile", None),
    )
