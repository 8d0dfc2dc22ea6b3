"""When a person is told of news in a box."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from medimail.accounts.models import Profile
from medimail.lib.region_calendar import place
from medimail.mailboxes.models import Mailbox
from medimail.notifications.actions import choose_alerts
from medimail.notifications.queries import pace_of, quiet_of
from medimail.web.mail.opening import MailRequest, frame, of_mailbox
from medimail.web.methods import get_or_post
from medimail.web.preferences.forms import AlertsForm

SAVED = "Vos notifications sont réglées."


@of_mailbox
@get_or_post
def alerts(request: MailRequest, mailbox: Mailbox) -> HttpResponse:
    form = AlertsForm(request.POST) if request.method == "POST" else _kept(request, mailbox)
    if form.is_valid():
        choose_alerts(request.user, mailbox.address, form.cleaned_data["pace"], form.quiet())
        messages.success(request, SAVED)
        return redirect("alerts", mailbox.pk)
    profile: Profile | None = getattr(request.user, "profile", None)
    told = {"off": profile is None or not profile.notify, "clock": place(profile.region_code if profile else "").clock}
    context = frame(request, mailbox, "") | told | {"title": "Notifications", "form": form}
    return render(request, "preferences/alerts.html", context, status=422 if form.is_bound else 200)


def _kept(request: MailRequest, mailbox: Mailbox) -> AlertsForm:
    quiet = quiet_of(request.user)
    days = [str(day) for day in quiet.days]
    kept = {"pace": pace_of(request.user, mailbox.address), "starts": quiet.starts, "ends": quiet.ends, "days": days}
    return AlertsForm(initial=kept)
