"""Screen S5, and the same page at sign-in when the terms have changed since."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.accounts import actions as accounts
from medimail.accounts.models import TermsVersion
from medimail.accounts.queries import current_terms, has_accepted_terms, owes_terms, terms_version
from medimail.accounts.terms.reading import reading
from medimail.enrolment import actions as enrolment
from medimail.enrolment.access import application_of
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application
from medimail.web.accounts.adapter import OWES_TERMS
from medimail.web.enrolment import steps
from medimail.web.enrolment.at_step import ALREADY
from medimail.web.methods import get_or_post
from medimail.web.own_path import own_path
from medimail.web.person import person

State = Application.State
BEFORE_TERMS = {State.DRAFT, State.EMAIL_PENDING, State.TERMS_PENDING}


@never_cache
@get_or_post
def terms(request: HttpRequest) -> HttpResponse:
    current = current_terms()
    if _seen(request, current):
        try:
            enrolment.accept_terms(person(request), current.version)
            request.session.pop(OWES_TERMS, None)
        except WrongState:
            messages.info(request, ALREADY)
        return redirect("home")
    application = application_of(person(request))
    if not application or application.state != State.TERMS_PENDING:
        return redirect("home")
    return _page(request, "terms/sign_up.html", current, **steps.at(steps.TERMS))


@never_cache
@get_or_post
def new_terms(request: HttpRequest) -> HttpResponse:
    if OWES_TERMS not in request.session or _asked_by_sign_up(request):
        return redirect("home")
    if not owes_terms(person(request)):  # accepted in another tab, or by the other of two clicks
        request.session.pop(OWES_TERMS, None)
        return redirect(own_path(_wanted(request)) or "home")
    current = current_terms()
    if _seen(request, current):
        accounts.accept_terms(person(request), current.version)
        del request.session[OWES_TERMS]
        return redirect(own_path(_wanted(request)) or "home")
    known = has_accepted_terms(person(request))
    return _page(request, "terms/changed.html", current, known=known, next=_wanted(request))


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next", "") or request.GET.get("next", "")


def _asked_by_sign_up(request: HttpRequest) -> bool:
    application = application_of(person(request))
    return application is not None and application.state in BEFORE_TERMS


def _seen(request: HttpRequest, current: TermsVersion) -> bool:
    """A newer text may have been published while the page was open: nobody accepts what they did not see."""
    return request.method == "POST" and request.POST.get("version") == current.version


def _page(request: HttpRequest, template: str, current: TermsVersion, **context: object) -> HttpResponse:
    newer = request.method == "POST"
    return render(request, template, {"terms": current, "text": reading(current.text), "newer": newer, **context})


@login_not_required
@require_safe
@never_cache
def terms_download(request: HttpRequest) -> HttpResponse:
    """An address to give to people: the version in force on the day they follow it."""
    return redirect("terms_file", current_terms().version)


@login_not_required
@require_safe
def terms_file(request: HttpRequest, version: str) -> HttpResponse:
    found = terms_version(version)
    name = f'attachment; filename="CGU-Medimail-{found.version}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(bytes(found.pdf), content_type="application/pdf", headers=headers)
