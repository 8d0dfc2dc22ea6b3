"""Taking one's data along, and closing the account."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.audit.actions import exported
from medimail.enrolment.access import application_of
from medimail.mailboxes.access import mailboxes_of
from medimail.mailboxes.queries import managed_alone
from medimail.servicedesk import actions
from medimail.servicedesk.access import is_administrator
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.profile.archive import archive
from medimail.web.profile.forms import CloseForm
from medimail.web.security.again import asks_again


@never_cache
@require_safe
@asks_again
def my_data(request: HttpRequest) -> HttpResponse:
    return render(request, "profile/my_data.html")


@never_cache
@require_safe
@asks_again
def my_data_archive(request: HttpRequest) -> HttpResponse:
    exported(person(request), "data")
    name = f"medimail-mes-donnees-{timezone.localdate():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(archive(person(request)), content_type="application/zip", headers=headers)


@never_cache
@get_or_post
@asks_again
def close_account(request: HttpRequest) -> HttpResponse:
    user = person(request)
    managed = managed_alone(user)
    if is_administrator(user) or managed or not application_of(user):
        return render(request, "profile/close_refused.html", {"managed": managed})
    form = CloseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "boxes": mailboxes_of(user)}
        return render(request, "profile/close.html", context, status=422 if form.is_bound else 200)
    actions.leave(user)
    logout(request)
    return redirect("goodbye")


@login_not_required
@require_safe
def goodbye(request: HttpRequest) -> HttpResponse:
    return render(request, "profile/goodbye.html")
