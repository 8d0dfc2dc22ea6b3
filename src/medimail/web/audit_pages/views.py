"""The register of acts: searched by an administrator in their own scope, and taken out as a file."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from medimail.lib.csv_out import lines
from medimail.servicedesk import actions
from medimail.servicedesk.access import desk_of
from medimail.servicedesk.queries.traces import MOST, traces_page
from medimail.web.audit_pages.forms import SearchForm
from medimail.web.audit_pages.numbers import trace_number
from medimail.web.audit_pages.rows import HEAD, cells, days_of
from medimail.web.person import person
from medimail.web.security.again import ask, proved_recently


@never_cache
@require_safe
def traces(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = SearchForm(request.GET)
    context: dict[str, object] = {"desk": desk_of(user), "form": form, "most": MOST}
    if not form.is_valid():
        return render(request, "audit_pages/traces.html", context, status=422)
    before = trace_number(request.GET.get("avant", ""))
    rows, following = traces_page(user, form.wanted(), before)
    asked = _asked(form)
    context |= {
        "form": SearchForm(initial=form.cleaned_data),
        "days": days_of(rows),
        "asked": asked,
        "before": before,
        "next": f"{asked}&{urlencode({'avant': following})}" if following else "",
        "narrowed": any(form.cleaned_data[name] for name in ("personne", "boite", "actes")),
    }
    return render(request, "audit_pages/traces.html", context)


@never_cache
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    user = person(request)
    desk_of(user)
    form = SearchForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('traces')}?{request.GET.urlencode()}")
    if not proved_recently(request):
        return ask(request)
    found = actions.export_traces(user, form.wanted(), kind=form.cleaned_data["actes"])
    answer = StreamingHttpResponse(lines(HEAD, map(cells, found)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="traces-{timezone.localdate():%Y-%m-%d}.csv"'
    return answer


def _asked(form: SearchForm) -> str:
    """With its dates, so that the next page and the file are of the same days."""
    return urlencode({name: value for name, value in form.cleaned_data.items() if value})
