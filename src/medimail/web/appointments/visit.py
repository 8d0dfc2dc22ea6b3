"""One's own appointment, by the signed link of the letter. Whoever holds the link may see, move and cancel it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medimail.appointments import actions
from medimail.appointments.access import appointment_of
from medimail.appointments.errors import SlotTaken, TooLate
from medimail.appointments.letters import visitors_calendar
from medimail.appointments.models import Appointment
from medimail.appointments.queries import openings
from medimail.lib import nomenclature
from medimail.notifications.models import CALENDAR_NAME
from medimail.regions.queries import help_of
from medimail.web.appointments.picker import TAKEN, moment_of, picked
from medimail.web.errors import too_many
from medimail.web.methods import get_or_post

TOO_LATE = "Ce rendez-vous est passé ou annulé\N{NO-BREAK SPACE}: il ne peut plus changer. Prenez-en un autre."


def _page(request: HttpRequest, name: str, found: Appointment, status: int = 200, **context: object) -> HttpResponse:
    shown = {
        "appointment": found,
        "token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
        "region": nomenclature.region(found.region_code),
        "clock": found.place.clock,
        "open": found.is_coming,
        **context,
    }
    with timezone.override(found.place.zone):
        return render(request, f"appointments/{name}.html", shown, status=status)


@login_not_required
@never_cache
@require_safe
def appointment(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, "appointment", appointment_of(token))


@login_not_required
@never_cache
@get_or_post
def move(request: HttpRequest, token: str) -> HttpResponse:
    found = appointment_of(token)
    if not found.is_coming:
        messages.warning(request, TOO_LATE)
        return redirect("appointment", token)
    start = moment_of(request)
    if request.method == "GET" or not start:
        return _pick(request, found)
    if not ratelimit.consume(request, action="appointment", key=found.email):
        return too_many(request)
    try:
        actions.move(token, start)
    except SlotTaken:
        return _pick(request, found, status=409)
    except TooLate:
        messages.warning(request, TOO_LATE)
    else:
        messages.success(request, "Le rendez-vous est déplacé. Un message le confirme.")
    return redirect("appointment", token)


def _pick(request: HttpRequest, found: Appointment, status: int = 200) -> HttpResponse:
    days = openings(found.region_code, moving=found)
    chosen = picked(request, days, found.place.zone)
    if chosen.gone:
        messages.warning(request, TAKEN)
    contacts = None if days else help_of(found.region_code)
    return _page(request, "move", found, status, picked=chosen, contacts=contacts)


@login_not_required
@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    try:
        actions.cancel(token)
    except TooLate:
        messages.warning(request, TOO_LATE)
    else:
        messages.success(request, "Le rendez-vous est annulé. Un message le confirme.")
    return redirect("appointment", token)


@login_not_required
@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    response = HttpResponse(visitors_calendar(appointment_of(token)), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{CALENDAR_NAME}"'
    return response
