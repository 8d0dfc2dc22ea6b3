"""Screen S2: which account is asked for, before anything is typed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from medimail.web.enrolment import steps
from medimail.web.methods import get_or_post
from medimail.web.shared_boxes.wishing import keep_wish


@login_not_required
@get_or_post
def choice(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("ask_shared_box" if request.POST.get("demande") == "organisation" else "home")
    if request.method == "POST":
        organisation = request.POST.get("demande") == "organisation"
        keep_wish(request, wanted=organisation)
        return redirect("signup_organisation" if organisation else "account_signup")
    return render(request, "enrolment/choice.html", steps.at(steps.ACCOUNT))


@login_not_required
@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """R-BAL-2 and 3: an organisational box has no sign-in of its own, so it starts from a nominative account."""
    return render(request, "enrolment/organisation.html")
