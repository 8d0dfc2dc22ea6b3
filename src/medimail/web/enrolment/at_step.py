"""What every step of the sign-up does: show itself at its own state, and take a second click calmly."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from medimail.enrolment.access import application_of
from medimail.enrolment.errors import WrongState
from medimail.enrolment.models import Application
from medimail.web.enrolment import steps
from medimail.web.person import person

ALREADY = "Cette étape était déjà enregistrée. Voici la suite."


def at(request: HttpRequest, *states: Application.State) -> Application | None:
    application = application_of(person(request))
    return application if application and application.state in states else None


def show(request: HttpRequest, name: str, number: int, status: int = 200, **context: object) -> HttpResponse:
    return render(request, f"enrolment/{name}.html", {**steps.at(number), **context}, status=status)


def take(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    """A second click and a stale tab end where the first click did."""
    try:
        act()
    except WrongState:
        messages.info(request, ALREADY)
    return redirect("home")


def elsewhere(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        messages.info(request, ALREADY)
    return redirect("home")
