"""Screen S9: a region, a day, a time, then who comes. Open to all, before any account."""

from datetime import datetime

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from medimail.accounts.models import User
from medimail.appointments.access import token_of
from medimail.appointments.actions import MOST_COMING, Wish, book
from medimail.appointments.errors import SlotTaken, TooMany
from medimail.appointments.models import Appointment
from medimail.appointments.queries import booked_by, openings
from medimail.lib import nomenclature
from medimail.lib.region_calendar import place
from medimail.regions.queries import help_of
from medimail.web.appointments.forms import VisitorForm
from medimail.web.appointments.picker import TAKEN, moment_of, picked
from medimail.web.errors import too_many
from medimail.web.methods import get_or_post
from medimail.web.regions.visitor import known_region, region_of, remember_region

Subject = Appointment.Subject
TYPED = "rendez-vous"
"""What was typed for a slot that somebody else took, in the session."""
SUBJECT_FROM = {
    "signup_choice": Subject.PERSONAL,
    "account_signup": Subject.PERSONAL,
    "signup_organisation": Subject.SHARED,
    "account_email_verification_sent": Subject.CONFIRMATION,
    "account_confirm_email": Subject.CONFIRMATION,
    "identification": Subject.IDENTIFIER,
    "profile": Subject.FORM,
    "waiting": Subject.WAITING,
}
ENOUGH = (
    f"Cette adresse a déjà {MOST_COMING} rendez-vous à venir. Annulez-en un par le lien reçu par mail, "
    "ou attendez qu’il soit passé."
)


@login_not_required
@never_cache
@get_or_post
def booking(request: HttpRequest) -> HttpResponse:
    chosen = known_region(request.GET.get("region", ""))
    # An empty choice is a wish to choose another one.
    region = chosen or ("" if "region" in request.GET else region_of(request))
    start = moment_of(request)
    response = (
        _send(request, region, start) if request.method == "POST" and region and start else _show(request, region)
    )
    if chosen:
        remember_region(response, chosen)
    return response


def _send(request: HttpRequest, region: str, start: datetime) -> HttpResponse:
    form = VisitorForm(request.POST)
    if not form.is_valid():
        return _show(request, region, form, status=422)
    if not ratelimit.consume(request, action="appointment", key=form.cleaned_data["email"]):
        return too_many(request)
    by = request.user if isinstance(request.user, User) else None
    try:
        appointment = book(Wish(region_code=region, starts_at=start, **form.cleaned_data), by=by)
    except SlotTaken:
        request.session[TYPED] = {name: said for name, said in form.cleaned_data.items() if name != "form"}
        return _show(request, region, status=409)
    except TooMany:
        form.add_error("email", ENOUGH)
        return _show(request, region, form, status=422)
    request.session.pop(TYPED, None)
    if appointment.state == Appointment.State.BOOKED:  # a form sent again may find it cancelled meanwhile
        messages.success(request, "C’est réservé. La confirmation part vers votre adresse mail.")
    return redirect("appointment", token_of(appointment))


def _show(request: HttpRequest, region: str, form: VisitorForm | None = None, status: int = 200) -> HttpResponse:
    days = openings(region) if region else []
    found = picked(request, days, place(region).zone)
    if found.gone:
        messages.warning(request, TAKEN)
    context = {
        "region": nomenclature.region(region),
        "regions": nomenclature.regions(),
        "clock": place(region).clock,
        "picked": found,
        "form": form or VisitorForm(initial=_known(request)),
        "kept_days": settings.APPOINTMENTS_KEPT_DAYS,
        "contacts": help_of(region) if region and not days else None,
        "mine": booked_by(request.user) if isinstance(request.user, User) else [],
    }
    with timezone.override(place(region).zone):
        return render(request, "appointments/booking.html", context, status=status)


def _known(request: HttpRequest) -> dict[str, object]:
    known: dict[str, object] = {"subject": SUBJECT_FROM.get(request.GET.get("depuis", ""), "")}
    if isinstance(request.user, User):
        known |= {"name": request.user.full_name, "email": request.user.email}
    typed: dict[str, object] = request.session.get(TYPED, {})
    return known | typed
