"""A view for whoever is between the password and the session."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginStage
from django.http import HttpRequest, HttpResponse

_View = Callable[[HttpRequest], HttpResponse]


def at(kind: type[LoginStage]) -> Callable[[Callable[[HttpRequest, Any], HttpResponse]], _View]:
    """The view gets the stage beside the request; whoever is not at this stage is sent to sign in."""

    def begin(view: Callable[[HttpRequest, Any], HttpResponse]) -> _View:
        @wraps(view)
        def entered(request: HttpRequest) -> HttpResponse:
            return view(request, request._login_stage)  # type: ignore[attr-defined]  # noqa: SLF001 (allauth's place)

        return cast("_View", login_stage_required(stage=kind.key, redirect_urlname="account_login")(entered))

    return begin
