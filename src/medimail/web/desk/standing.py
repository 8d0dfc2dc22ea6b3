"""Suspend, reactivate, close: on the page of a decided request."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from medimail.servicedesk import actions
from medimail.servicedesk.access import application_for
from medimail.web.desk.attempt import attempt
from medimail.web.desk.forms import ClosureForm, SuspensionForm
from medimail.web.desk.views import show
from medimail.web.person import person

_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@_get_or_post
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    def act(reason: str) -> str:
        actions.suspend(person(request), pk, reason)
        return "Le compte est suspendu : ses boîtes ne reçoivent plus rien. La personne en est prévenue par mail."

    return _with_reason(request, pk, "suspension", SuspensionForm, act)


@_get_or_post
def close(request: HttpRequest, pk: int) -> HttpResponse:
    def act(reason: str) -> str:
        actions.close(person(request), pk, reason)
        return "Le compte est fermé. La personne en est prévenue par mail."

    return _with_reason(request, pk, "closure", ClosureForm, act)


@_get_or_post
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    application_for(person(request), pk)
    if request.method != "POST":
        return redirect("application", pk)

    def act() -> str:
        actions.reactivate(person(request), pk)
        return "Le compte est réactivé : ses boîtes reçoivent à nouveau. La personne en est prévenue par mail."

    return attempt(request, pk, act, "application")


def _with_reason(
    request: HttpRequest, pk: int, name: str, kind: type[forms.Form], act: Callable[[str], str]
) -> HttpResponse:
    application_for(person(request), pk)
    if request.method != "POST":
        return redirect("application", pk)
    form = kind(request.POST)
    if not form.is_valid():
        return show(request, pk, **{name: form})
    return attempt(request, pk, lambda: act(form.cleaned_data["reason"]), "application")
