"""Accounts that nobody uses, at the desk: the list, and what is done about one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medimail.servicedesk import actions
from medimail.servicedesk.access import application_for, desk_of, structure_for
from medimail.servicedesk.queries.silence import silent_page
from medimail.web.desk.views import show
from medimail.web.moments import spoken_full_date
from medimail.web.person import person
from medimail.web.silence.forms import LeaveForm


@never_cache
@require_safe
def silent_accounts(request: HttpRequest) -> HttpResponse:
    """Of all that one administers, or of one structure."""
    user = person(request)
    desk, asked = desk_of(user), request.GET.get("structure", "")
    structure = structure_for(user, int(asked)) if asked.isdecimal() and len(asked) < 19 else None
    rows, following = silent_page(user, structure, request.GET.get("apres", ""))
    context = {"desk": desk, "structure": structure, "rows": rows, "next": following}
    return render(request, "silence/list.html", context)


@require_POST
def keep_account(request: HttpRequest, pk: int) -> HttpResponse:
    """`plus`: no more."""
    if "plus" in request.POST:
        actions.keep_account_no_more(person(request), pk)
        messages.success(request, "Le compte suit à nouveau la règle commune. Le décompte commence aujourd’hui.")
    else:
        actions.keep_account(person(request), pk)
        messages.success(request, "Le compte reste ouvert, même si personne ne s’en sert.")
    return redirect("application", pk)


@require_POST
def note_leave(request: HttpRequest, pk: int) -> HttpResponse:
    application_for(person(request), pk)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return show(request, pk, leave_form=form)
    actions.note_leave_of(person(request), pk, **form.cleaned_data)
    messages.success(request, f"L’absence est notée jusqu’au {spoken_full_date(form.cleaned_data['ends_on'])}.")
    return redirect("application", pk)


@require_POST
def end_leave(request: HttpRequest, pk: int) -> HttpResponse:
    actions.end_leave_of(person(request), pk)
    messages.success(request, "L’absence est effacée.")
    return redirect("application", pk)
