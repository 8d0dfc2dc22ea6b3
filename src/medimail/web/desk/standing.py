"""Suspend, reactivate, close: on the page of a decided request."""

from django.http import HttpRequest, HttpResponse

from medimail.servicedesk import actions
from medimail.web.desk.attempt import Said, answered
from medimail.web.desk.forms import ClosureForm, SuspensionForm
from medimail.web.methods import get_or_post
from medimail.web.person import person


@get_or_post
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    def act(_name: str, said: Said) -> str:
        actions.suspend(person(request), pk, said["reason"])
        return "Le compte est suspendu\u00a0: ses boîtes ne reçoivent plus rien. La personne en est prévenue par mail."

    return answered(request, pk, act, then="application", slot="suspension", form=SuspensionForm)


@get_or_post
def close(request: HttpRequest, pk: int) -> HttpResponse:
    def act(_name: str, said: Said) -> str:
        actions.close(person(request), pk, said["reason"])
        return "Le compte est fermé. La personne en est prévenue par mail."

    return answered(request, pk, act, then="application", slot="closure", form=ClosureForm)


@get_or_post
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    def act(_name: str, _said: Said) -> str:
        actions.reactivate(person(request), pk)
        return "Le compte est réactivé\u00a0: ses boîtes reçoivent à nouveau. La personne en est prévenue par mail."

    return answered(request, pk, act, then="application")
