"""The administrators' desk: who waits, what was decided, and one request whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.enrolment.access import thread_of
from medimail.enrolment.models import Application
from medimail.idleness.queries import leave_of, presence_of
from medimail.mailboxes.access import mailboxes_of
from medimail.servicedesk import queries
from medimail.servicedesk.access import application_for, applications_for, desk_of
from medimail.servicedesk.queries.delays import LATE_HOURS, OVERDUE_HOURS
from medimail.servicedesk.queries.silence import managed_alone
from medimail.web.desk import forms, sentences
from medimail.web.differences import differences
from medimail.web.person import person
from medimail.web.silence.forms import LeaveForm

State = Application.State
_LIMITS = {"late_hours": LATE_HOURS, "overdue_hours": OVERDUE_HOURS}
_OPEN = {State.ACTIVE, State.SUSPENDED}
_CLOSABLE = {*_OPEN, State.REFUSED, State.AWAITING_VALIDATION, State.INFO_REQUESTED}
_SEARCH_LENGTH = 100


def _list(request: HttpRequest, tab: str, **context: object) -> HttpResponse:
    user = person(request)
    shared: dict[str, object] = {"desk": desk_of(user), "counters": queries.counters(user), "tab": tab}
    shared["boxes_waiting"] = queries.box_requests_waiting(user)
    return render(request, "desk/queue.html", {**shared, **_LIMITS, **context})


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    found = queries.waiting(person(request))
    full = len(found) == queries.QUEUE_PAGE
    changes = [(one, differences(one.change.user, one.change)) for one in queries.changes(person(request))]
    return _list(request, "waiting", rows=found, changes=changes, full=full)


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return _list(request, "asked", rows=queries.asked(person(request)))


@never_cache
@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    sought = request.GET.get("q", "").replace("\0", "").strip()[:_SEARCH_LENGTH]
    found = [(one, sentences.TAGS[State(one.state)]) for one in queries.decided(person(request), sought)]
    return _list(request, "decided", found=found, sought=sought)


@never_cache
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, pk)


def show(request: HttpRequest, pk: int, **bound: object) -> HttpResponse:
    """`bound`: the form that was refused, under its name in the page."""
    user = person(request)
    found = application_for(user, pk)
    state = State(found.state)
    context = {
        "desk": desk_of(user),
        "application": found,
        "profile": found.user.profile,
        "row": queries.rows(applications_for(user).filter(pk=pk))[0],
        "standing": sentences.STANDING[state],
        "by": queries.last_mover(found),
        "open": state == State.AWAITING_VALIDATION,
        "account_open": state in _OPEN,
        "closable": state in _CLOSABLE,
        "thread": thread_of(found),
        "history": sentences.history(queries.history_of(found), found.user),
        "boxes": mailboxes_of(found.user),
        "refusal": forms.RefusalForm(),
        "question": forms.QuestionForm(),
        "word": forms.WordForm(),
        "suspension": forms.SuspensionForm(),
        "closure": forms.ClosureForm(),
        "presence": presence_of(found.user),
        "leave": leave_of(found.user),
        "leave_form": LeaveForm(),
        "alone": managed_alone(user, [found.user.pk]),
        **_LIMITS,
        **bound,
    }
    return render(request, "desk/application.html", context, status=422 if bound else 200)
