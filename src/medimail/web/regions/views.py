"""Help by region, and notices a visitor may close. Both work with and without scripts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from medimail.regions import queries
from medimail.web.methods import get_or_post
from medimail.web.regions import visitor
from medimail.web.regions.blocks import help_context, notices_context

CHOOSE = "Choisissez votre région dans la liste, puis validez."


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "help.html", {**help_context(request), "desks": queries.help_everywhere()})


@login_not_required
@get_or_post
def choose_region(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":  # the page « expirée » reopens the address it was posted to
        return redirect("home")
    code, here = visitor.known_region(request.POST.get("region", "")), visitor.back_to(request)
    if code:
        request.COOKIES[visitor.REGION] = code  # the block below already speaks of it
    if "HX-Request" in request.headers:
        response = render(request, "components/help.html", {**help_context(request, here), "asked": True})
    else:
        response = redirect(here)
        if not code:
            messages.warning(request, CHOOSE)
    if code:
        visitor.remember_region(response, code)
    return response


@login_not_required
@get_or_post
def close_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """`version` is what the visitor has read: words changed since then stay on the page."""
    if request.method != "POST":
        return redirect("home")
    here, read = visitor.back_to(request), request.POST.get("version", "")
    closed = visitor.closed_notices(request)
    if visitor.is_small_number(read) and visitor.is_small_number(str(pk)):
        closed = [*(one for one in closed if one[0] != pk), (pk, int(read))]
    if "HX-Request" in request.headers:
        response = render(
            request, "components/notices.html", {**notices_context(request, here, closed), "closed": True}
        )
    else:
        response = redirect(here)
    visitor.remember_closed(response, closed)
    return response
