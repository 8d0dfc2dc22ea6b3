"""Screen S7: the long form, what was typed so far, and what the national directory knows."""

from collections.abc import Mapping

from django.forms import BooleanField, model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from medimail.accounts.models import Profile
from medimail.enrolment import actions
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application
from medimail.web.enrolment import steps
from medimail.web.enrolment.at_step import at, elsewhere, show, take
from medimail.web.enrolment.forms import IdentifierForm, ProfileForm
from medimail.web.enrolment.number import answer, chosen, empty, may_try
from medimail.web.errors import too_many
from medimail.web.methods import get_or_post
from medimail.web.moments import spoken_hour
from medimail.web.person import person

State = Application.State


@never_cache
@get_or_post
def profile(request: HttpRequest) -> HttpResponse:
    application = at(request, State.PROFILE_PENDING)
    if not application:
        return elsewhere(request)
    if request.method != "POST":
        return _page(request, application, _form(request, application))
    if not may_try(request):
        _keep(request, application, _typed(request))
        return too_many(request)
    form = _form(request, application, bound=True)
    if form.is_valid():
        return take(request, lambda: actions.submit_profile(person(request), form.data_of_profile()))
    _keep(request, application, _typed(request))
    return _page(request, application, form, 422)


@require_POST
def number_check(request: HttpRequest) -> HttpResponse:
    """A fragment for htmx; without scripts the whole form again, filled from the directory."""
    told = answer(request)
    if request.headers.get("HX-Request"):
        return render(request, "enrolment/number.html", {"answer": told})
    application = at(request, State.PROFILE_PENDING)
    if not application:
        return elsewhere(request)
    typed = _typed(request)
    if told:
        typed |= empty(told.fill | chosen(told.places, request.POST.get("place", "")), typed)
    _keep(request, application, typed)
    return _page(request, application, _form(request, application), answer=told)


@require_POST
def profile_draft(request: HttpRequest) -> HttpResponse:
    application = at(request, State.IDENTIFICATION_PENDING, State.PROFILE_PENDING)
    if not application or not _keep(request, application, _typed(request)):
        return HttpResponse(status=409)
    return HttpResponse(f"Brouillon gardé à {spoken_hour(timezone.now())}", content_type="text/plain; charset=utf-8")


def _page(
    request: HttpRequest, application: Application, form: ProfileForm, status: int = 200, **more: object
) -> HttpResponse:
    return show(request, "profile", steps.PROFILE, status, form=form, application=application, **more)


def _form(request: HttpRequest, application: Application, *, bound: bool = False) -> ProfileForm:
    user = person(request)
    initial: dict[str, object] = {"first_name": user.first_name, "last_name": user.last_name}
    sent_before: Profile | None = getattr(user, "profile", None)
    if sent_before:
        initial |= model_to_dict(sent_before)
    data = request.POST if bound else None
    has_identifier = bool(application.has_identifier)
    return ProfileForm(data, initial=initial | application.draft, has_identifier=has_identifier, user=user)


def _typed(request: HttpRequest) -> dict[str, str]:
    """By name of field; a switch that is off is an empty text. PostgreSQL keeps no NUL."""
    fields = {**IdentifierForm.base_fields, **ProfileForm.base_fields}
    switches = [
        name for name, field in fields.items() if isinstance(field, BooleanField) and "last_name" in request.POST
    ]
    return {
        name: request.POST.get(name, "").replace("\0", "")
        for name in {*switches, *(fields.keys() & request.POST.keys())}
    }


def _keep(request: HttpRequest, application: Application, typed: Mapping[str, str]) -> bool:
    """False when there is nothing to keep it in: sent meanwhile from another tab, or too long to be honest."""
    application.draft = {**application.draft, **typed}
    try:
        actions.keep_draft(person(request), application.draft)
    except (WrongState, ValueError):
        return False
    return True
