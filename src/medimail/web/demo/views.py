"""What the demonstration would have sent to ordinary addresses. Absent from a real operator."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from medimail.notifications.models import CALENDAR_NAME
from medimail.notifications.queries import demo_letter, demo_mail

View = Callable[..., HttpResponse]

# The letter opens its links in the whole window and runs nothing.
_FRAME = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "sandbox allow-top-navigation-by-user-activation"
)


def _in_demo(view: View) -> View:
    @login_not_required
    @never_cache
    @require_safe
    @wraps(view)
    def only_in_demo(request: HttpRequest, **parts: int) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **parts)

    return only_in_demo


@_in_demo
def letters(request: HttpRequest) -> HttpResponse:
    to = request.GET.get("a", "").replace("\0", "")
    return render(request, "demo/letters.html", {"letters": demo_mail(to=to), "to": to})


@_in_demo
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "demo/letter.html", {"letter": demo_letter(pk)})


@_in_demo
def letter_page(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(demo_letter(pk).html, headers={"Content-Security-Policy": _FRAME})


@_in_demo
def letter_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    found = demo_letter(pk).calendar
    if not found:
        raise Http404
    return HttpResponse(
        found,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{CALENDAR_NAME}"'},
    )
