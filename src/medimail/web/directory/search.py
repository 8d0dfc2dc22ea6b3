"""The search page. As one types, htmx replaces the results; without scripts the same address is a whole page."""

from dataclasses import replace
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url
from django_htmx.middleware import HtmxDetails

from medimail.directory.search.engine import search
from medimail.directory.search.question import Answer, Question
from medimail.web.directory.asked import address, filters, is_asked, question_of
from medimail.web.directory.forms import filter_form
from medimail.web.directory.limits import may_read, too_many
from medimail.web.directory.rows import Rows
from medimail.web.directory.viewer import Seeker, seeker_of
from medimail.web.person import person

TABS = (("", "Tous"), ("medimail", "Annuaire Medimail"), ("mssante", "Annuaire MSSanté"))


@never_cache
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    seeker, question = seeker_of(person(request)), question_of(request.GET)
    part = _is_part(request)
    if not may_read(request, "directory"):
        return too_many(request, "directory/too_many_typed.html" if part else "directory/too_many.html", seeker=seeker)
    context = _asked(question) | _found(question, seeker, Rows(request, seeker)) | {"seeker": seeker}
    if not part:
        return render(request, "directory/search.html", context | {"form": filter_form(question)})
    # The list of specialities on the page is that of another profession: it comes along.
    if request.GET.get("liste", "") != question.profession:
        context["form"] = filter_form(question)
    # The page of results is not the place one comes back to: that is the question.
    return replace_url(render(request, "directory/typed.html", context), address(question))


def _is_part(request: HttpRequest) -> bool:
    htmx = cast("HtmxDetails", request.htmx)  # type: ignore[attr-defined]
    return htmx.request_type == "partial"


def _asked(question: Question) -> dict[str, object]:
    tabs = [(label, address(question, book=book, after=""), book == question.book) for book, label in TABS]
    return {"question": question, "filters": filters(question), "tabs": tabs}


def _found(question: Question, seeker: Seeker, rows: Rows) -> dict[str, object]:
    if not is_asked(question):
        return {"asked": False}
    answer = search(question, seeker.viewer)
    found: dict[str, object] = {"asked": True, "answer": answer, "rows": answer.found}
    found["table"] = rows.table(answer.found) if answer.found else ""
    found["next"] = address(question, after=answer.next) if answer.next else ""
    found["first"] = address(question, after="") if question.after else ""
    if not answer.found and not question.after:
        found |= _elsewhere(question, seeker, rows)
    return found


def _elsewhere(question: Question, seeker: Seeker, rows: Rows) -> dict[str, object]:
    """Nobody to write to; perhaps the person exists all the same."""
    found: dict[str, object] = {"without_filters": address(Question(question.text))}
    if question.without_address or question.kind:
        return found
    wider = replace(question, without_address=True, book="")
    others: Answer = search(wider, seeker.viewer)
    more = address(wider, after=others.next) if others.next else ""
    return found | {"others": others.found, "table": rows.table(others.found), "more_others": more}
