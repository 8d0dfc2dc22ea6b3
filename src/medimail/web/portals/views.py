"""The portals of all regions, for the platform operator alone."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medimail.accounts.actions import close_portal, keep_portal, reopen_portal
from medimail.accounts.errors import WrongPortal
from medimail.accounts.models import Portal
from medimail.accounts.queries import people_of_portal, portal, portal_lines
from medimail.lib.nomenclature import region_label
from medimail.lib.saml import metadata
from medimail.servicedesk.access import operator_desk
from medimail.web.federation.saml.provider import service_for
from medimail.web.methods import get_or_post
from medimail.web.person import person
from medimail.web.portals.forms import FORMS, OidcForm, SamlForm
from medimail.web.security.again import asks_again

_P = ParamSpec("_P")
View = Callable[Concatenate[HttpRequest, _P], HttpResponse]


def _for_operators(view: View[_P]) -> View[_P]:
    """Whoever holds a portal's keys could sign in as its people: asked again, after others have got their 404."""
    again = asks_again(view)

    def asked(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        operator_desk(person(request))
        return again(request, *args, **kwargs)

    return update_wrapper(asked, view)


@never_cache
@require_safe
def portals(request: HttpRequest) -> HttpResponse:
    desk = operator_desk(person(request))
    rows = [{"line": one, "region": region_label(one.portal.region_code)} for one in portal_lines()]
    return render(request, "portals/portals.html", {"desk": desk, "rows": rows})


@never_cache
@get_or_post
@_for_operators
def new(request: HttpRequest, protocol: str) -> HttpResponse:
    if protocol not in FORMS:
        raise Portal.DoesNotExist
    form = FORMS[protocol](request.POST if request.method == "POST" else None)
    if kept := _kept(request, form):
        messages.success(request, f"{kept.name} est ouvert. Donnez au portail les adresses ci-dessous.")
        return redirect("portal", kept.slug)
    return _show(request, form, protocol=protocol)


@never_cache
@get_or_post
@_for_operators
def change(request: HttpRequest, slug: str) -> HttpResponse:
    found = portal(slug)
    form = FORMS[found.protocol](request.POST if request.method == "POST" else None, portal=found)
    if kept := _kept(request, form, found):
        messages.success(request, f"{kept.name} est à jour.")
        return redirect("portals")
    return _show(request, form, portal=found, protocol=found.protocol, **_given(found))


@never_cache
@get_or_post
@_for_operators
def close(request: HttpRequest, slug: str) -> HttpResponse:
    found = portal(slug)
    if request.method != "POST":
        people, alone = people_of_portal(slug)
        context = {"desk": operator_desk(person(request)), "portal": found, "people": people, "alone": alone}
        return render(request, "portals/close.html", context)
    close_portal(person(request), slug)
    messages.success(request, f"{found.name} est fermé\u00a0: plus personne ne se connecte par lui.")
    return redirect("portals")


@require_POST
@_for_operators
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    reopen_portal(person(request), slug)
    messages.success(request, f"{portal(slug).name} est ouvert à nouveau.")
    return redirect("portals")


def _kept(request: HttpRequest, form: OidcForm | SamlForm, found: Portal | None = None) -> Portal | None:
    if not form.is_bound or not form.is_valid():
        return None
    said = form.cleaned_data
    try:
        return keep_portal(
            person(request),
            found.slug if found else said["slug"],
            form.facts(),
            name=said["name"],
            region_code=said["region"],
            strong=said["strong"],
            new=found is None,
        )
    except WrongPortal as problem:
        form.refuse(problem.word)
        return None


def _given(found: Portal) -> dict[str, Any]:
    """What the engineers of the region need."""
    if found.protocol == Portal.Protocol.OIDC:
        back = urljoin(settings.PUBLIC_URL, reverse("openid_connect_callback", args=[found.slug]))
        return {"given": [("Adresse de retour", back)]}
    ours = service_for(found.slug)
    given = [("Métadonnées de Medimail", ours.entity_id), ("Adresse de retour", ours.answers_at)]
    until = metadata.valid_until(metadata.read(found.metadata))
    return {"given": given, "until": until, "expired": until <= timezone.now()}


def _show(request: HttpRequest, form: OidcForm | SamlForm, **more: Any) -> HttpResponse:
    context = {"desk": operator_desk(person(request)), "form": form, **more}
    return render(request, "portals/portal.html", context, status=422 if form.errors else 200)
