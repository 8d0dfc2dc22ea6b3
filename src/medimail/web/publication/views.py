"""What the national directory was told of our boxes, for the platform operator alone."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medimail.lib.national_box import NationalBox
from medimail.lib.national_numbers import grouped
from medimail.publication import queries
from medimail.publication.actions import retry, retry_refused
from medimail.publication.drivers import fhir
from medimail.publication.models import Change
from medimail.servicedesk.access import operator_desk
from medimail.web.person import person
from medimail.web.publication import sentences

TABS = {"": ("Tout", ""), "attente": ("En attente", "waiting"), "traiter": ("À traiter", "refused")}
_LARGEST = 2**63 - 1


@never_cache
@require_safe
def publication(request: HttpRequest) -> HttpResponse:
    desk = operator_desk(person(request))
    tab = _tab(request.GET.get("etat", ""))
    before = _number(request.GET.get("avant", ""))
    found = queries.changes(state=TABS[tab][1], before=before)
    counters = queries.counters()
    shown = found[: queries.PAGE]
    context = {
        "desk": desk,
        "counters": counters,
        "most": queries.MOST,
        "driver": settings.PUBLICATION,
        "last_file": queries.last_file(),
        "problem": sentences.WHY.get(counters.problem),  # type: ignore[call-overload]  # a word of `Reason`, or none
        "rows": [_row(one) for one in shown],
        "tabs": [(name, label) for name, (label, _) in TABS.items()],
        "tab": tab,
        "before": before,
        "older": shown[-1].pk if len(found) > queries.PAGE else None,
    }
    return render(request, "publication/publication.html", context)


@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    operator_desk(person(request))
    retry(person(request), pk)
    messages.success(request, "Ce changement repart dans la minute.")
    return _back(request)


@require_POST
def try_all_again(request: HttpRequest) -> HttpResponse:
    operator_desk(person(request))
    count = retry_refused(person(request))
    messages.success(request, f"{count} changements repartent." if count > 1 else "Tout ce qui était à traiter repart.")
    return _back(request)


def _row(change: Change) -> dict[str, Any]:
    word, look = sentences.STATES[Change.State(change.state)]
    open_ = change.state in {Change.State.WAITING, Change.State.REFUSED}
    why, advice = sentences.WHY.get(change.reason, ("", "")) if open_ else ("", "")  # type: ignore[call-overload]
    tried = open_ and bool(change.tries) and settings.PUBLICATION == fhir.NAME
    return {
        "change": change,
        "facts": change.facts,
        "number": _number_of(change.facts),
        "what": sentences.what(change),
        "state": word,
        "look": look,
        "why": why,
        "advice": advice if change.state == Change.State.REFUSED else "",
        "next": change.try_at if tried and change.state == Change.State.WAITING else None,
        "can_retry": tried,
    }


def _number_of(box: NationalBox) -> str:
    """Of whoever carries the box."""
    if not box.bearer:
        return ""
    return f"{box.identifier_type} {grouped(box.national_id)}" if box.kind == "PER" else f"FINESS {grouped(box.finess)}"


def _tab(said: str) -> str:
    return said if said in TABS else ""


def _number(said: str) -> int | None:
    """Where the page before ended; anything else is the first page."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 20 and int(said) <= _LARGEST else None


def _back(request: HttpRequest) -> HttpResponse:
    tab = _tab(request.POST.get("etat", ""))
    return redirect(f"{reverse('publication')}{'?' + urlencode({'etat': tab}) if tab else ''}")
