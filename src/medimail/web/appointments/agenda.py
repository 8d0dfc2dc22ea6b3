"""The agents' side: hours, closed days, who comes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from medimail.accounts.models import User
from medimail.appointments import actions, queries
from medimail.appointments.access import appointment_for, appointments_for
from medimail.appointments.errors import TooLate
from medimail.appointments.models import Appointment
from medimail.lib.region_calendar import GRAND_EST, place
from medimail.servicedesk.access import desk_of
from medimail.servicedesk.models import Administrator
from medimail.web.appointments.forms import CallOffForm, ClosureForm, WeekForm
from medimail.web.done import done
from medimail.web.methods import get_or_post
from medimail.web.person import person

Group = tuple[str, list[Appointment]]
GONE = "Ce rendez-vous a déjà commencé ou a été annulé. Votre clic n’a rien changé."


@never_cache
@get_or_post
def agenda(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request)
    form = _week(request, request.POST)
    if not form.is_valid():
        return _show(request, week=form)
    actions.publish(person(request), form.week())
    on_line = form.cleaned_data["published"]
    messages.success(
        request, "Vos horaires sont enregistrés" + (" et proposés en ligne." if on_line else ", sans être proposés.")
    )
    return done("agenda", "agenda")


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    form = ClosureForm(request.POST)
    if not form.is_valid():
        return _show(request, closure=form)
    said = form.cleaned_data
    closed = actions.close(person(request), said["first"], said["last"], said["reason"])
    if left := queries.booked_within(closed):
        messages.warning(request, _still_booked(left))
    else:
        messages.success(request, "Aucun créneau n’est plus proposé ces jours-là.")
    return redirect("agenda")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    actions.reopen(person(request), pk)
    messages.success(request, "Ces jours sont de nouveau proposés.")
    return redirect("agenda")


@never_cache
@get_or_post
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    found = appointment_for(person(request), pk)
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _call_off(request, found, form.cleaned_data["farewell"])
    context = {"desk": desk_of(person(request)), "appointment": found, "form": form, "open": found.is_coming}
    with timezone.override(found.place.zone):
        return render(request, "appointments/agenda_appointment.html", context, status=422 if form.is_bound else 200)


def _call_off(request: HttpRequest, found: Appointment, farewell: str) -> HttpResponse:
    try:
        actions.call_off(person(request), found.pk, farewell)
    except TooLate:
        messages.warning(request, GONE)
        return redirect("agenda_appointment", found.pk)
    messages.success(request, f"Le rendez-vous de {found.name} est annulé. La personne reçoit votre mot par mail.")
    return done("agenda", f"annulation-{found.pk}")


def _week(request: HttpRequest, data: QueryDict | None = None) -> WeekForm:
    region = desk_of(person(request)).administrator.region_code
    return WeekForm(data, queries.agenda_of(person(request)), grand_est=region == GRAND_EST)


def _show(request: HttpRequest, week: WeekForm | None = None, closure: ClosureForm | None = None) -> HttpResponse:
    user = person(request)
    appointments_for(user)  # 404 for who has no agenda
    desk = desk_of(user)
    zone = place(desk.administrator.region_code).zone
    groups = _groups(user, timezone.now().astimezone(zone))
    context: dict[str, object] = {
        "desk": desk,
        "full": sum(len(found) for _, found in groups) == queries.LISTED,
        "clock": place(desk.administrator.region_code).clock,
        "groups": groups,
    }
    if desk.administrator.scope == Administrator.Scope.REGION:
        own = queries.agenda_of(user)
        context |= {"agenda": own, "closures": queries.coming_closures(own)}
        context |= {"week": week or _week(request), "closure": closure or ClosureForm()}
    with timezone.override(zone):
        return render(request, "appointments/agenda.html", context, status=422 if week or closure else 200)


def _groups(user: User, now: datetime) -> list[Group]:
    """Today, the rest of this week, and after; midnight is that of the agent."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow, monday = midnight + timedelta(days=1), midnight + timedelta(days=7 - now.weekday())
    found = queries.upcoming(user, midnight)
    return [
        ("Aujourd’hui", _between(found, midnight, tomorrow)),
        ("Cette semaine", _between(found, tomorrow, monday)),
        ("Plus tard", [one for one in found if one.starts_at >= monday]),
    ]


def _between(found: Iterable[Appointment], start: datetime, end: datetime) -> list[Appointment]:
    return [one for one in found if start <= one.starts_at < end]


def _still_booked(number: int) -> str:
    many = f"{number} rendez-vous restent pris" if number > 1 else "1 rendez-vous reste pris"
    return f"Aucun créneau n’est plus proposé ces jours-là, mais {many}. Annulez-les dans la liste, avec un mot."
