"""What the national directory brought, file by file, for the platform operator alone."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.directory import queries
from medimail.directory.models import Import
from medimail.lib.national_files.reasons import Reason
from medimail.servicedesk.access import operator_desk
from medimail.web.directory import import_sentences as sentences
from medimail.web.person import person

_STALE_DAYS = 3
"""The national directory writes its files each day: beyond, something is amiss."""


@never_cache
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    desk = operator_desk(person(request))
    reports = queries.imports()
    held = [_held(kind) for kind in Import.Kind]
    context = {
        "desk": desk,
        "held": held,
        "stale": any(one["stale"] for one in held),
        "rows": [_row(report) for report in reports],
        "running": any(report.state == Import.State.RUNNING for report in reports),
        "daily": bool(settings.DIRECTORY_SOURCES),
    }
    return render(request, "directory/imports.html", context)


def _held(kind: Import.Kind) -> dict[str, Any]:
    last = queries.last_good(kind)
    day = timezone.localdate(last.dated) if last and last.dated else None
    days = (timezone.localdate() - day).days if day else 0
    return {"label": sentences.KINDS[kind], "last": last, "day": day, "days": days, "stale": days > _STALE_DAYS}


def _row(report: Import) -> dict[str, Any]:
    word, look = sentences.STATES[Import.State(report.state)]
    why, advice = sentences.why(report)
    return {
        "report": report,
        "label": sentences.KINDS[Import.Kind(report.kind)] if report.kind else "",
        "state": word,
        "look": look,
        "why": why,
        "advice": advice,
        "changes": [(count, act) for count, act in _changes(report) if count],
        "reasons": _reasons(report),
    }


def _changes(report: Import) -> list[tuple[int, str]]:
    return [(report.added, "ajoutée"), (report.changed, "changée"), (report.removed, "retirée")]


def _reasons(report: Import) -> list[dict[str, Any]]:
    """Most frequent first: the database keeps no order of them."""
    found = sorted(report.reasons.items(), key=lambda one: -one[1]["count"])
    return [{"label": sentences.REASONS[Reason(reason)], **said} for reason, said in found]
