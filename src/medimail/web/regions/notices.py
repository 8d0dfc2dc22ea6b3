"""Administrators write what visitors read on the sign-in page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.regions import actions, queries
from medimail.regions.access import notice_for, office_of, regions_of
from medimail.regions.errors import AlreadySaid, ChangedSince
from medimail.regions.models import Notice
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.regions import visitor
from medimail.web.regions.forms import NoticeForm

ALREADY_SAID = (
    "Un autre avis de ce titre commence au même moment. Changez le titre ou le début, ou modifiez cet avis-là."
)
CHANGED = (
    "Un collègue a modifié cet avis depuis que vous l’avez ouvert. "
    "Ses mots sont ci-dessous\u00a0; enregistrer à nouveau met les vôtres à la place."
)


@never_cache
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    desk = office_of(person(request))
    return render(request, "regions/notices.html", {"desk": desk, "board": queries.board(person(request))})


@never_cache
@get_or_post
def new(request: HttpRequest) -> HttpResponse:
    form = NoticeForm(_typed(request), regions=regions_of(office_of(person(request))))
    return _written(request, form, None, lambda: actions.publish(person(request), form.words()))


@never_cache
@get_or_post
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    notice = notice_for(person(request), pk)
    read = request.POST.get("lu", "")
    version = int(read) if visitor.is_small_number(read) else 0
    form = NoticeForm(_typed(request), regions=regions_of(office_of(person(request))), notice=notice)
    return _written(request, form, notice, lambda: actions.rewrite(person(request), pk, form.words(), read=version))


@get_or_post
def end(request: HttpRequest, pk: int) -> HttpResponse:
    notice = notice_for(person(request), pk)
    if request.method == "POST":
        actions.end(person(request), pk)
        messages.success(request, f"L’avis «\u00a0{notice.title}\u00a0» n’est plus affiché.")
    return redirect("notices")


def _typed(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _written(request: HttpRequest, form: NoticeForm, notice: Notice | None, act: Callable[[], Notice]) -> HttpResponse:
    if form.is_valid():
        try:
            messages.success(request, _said(act()))
        except AlreadySaid:
            form.add_error("title", ALREADY_SAID)
        except ChangedSince:
            form.add_error(None, CHANGED)
        else:
            return redirect("notices")
    # `notice` was read before a colleague's change; what follows shows their words beside the ones just typed.
    latest = notice_for(person(request), notice.pk) if notice else None
    context = {
        "desk": office_of(person(request)),
        "form": form,
        "notice": latest,
        "changed": form.has_error(NON_FIELD_ERRORS),
    }
    return render(request, "regions/notice.html", context, status=422 if form.is_bound else 200)


def _said(notice: Notice) -> str:
    if notice.is_running():
        return f"L’avis «\u00a0{notice.title}\u00a0» est affiché sur la page de connexion."
    return f"L’avis «\u00a0{notice.title}\u00a0» est enregistré. Il s’affichera à l’heure dite."
