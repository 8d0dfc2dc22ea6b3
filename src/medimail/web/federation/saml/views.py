"""From a portal and back. What anybody may post here proves nothing before `lib/saml/answer` has read it."""

import time
from datetime import timedelta
from typing import Any

from allauth.core import ratelimit
from allauth.socialaccount.helpers import complete_social_login

# The state of a sign-in and the place an answer waits in have no public door.
from allauth.socialaccount.internal.statekit import STATE_TTL, STATES_SESSION_KEY, get_states
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.sessions import LoginSession
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from medimail.accounts.identity import Identity
from medimail.accounts.models import Portal
from medimail.accounts.queries import portal, portals
from medimail.lib.refused import Refused
from medimail.lib.saml.answer import LONGEST, Answer, read
from medimail.lib.saml.parties import metadata_of
from medimail.web.errors import too_many
from medimail.web.federation.leaving import started
from medimail.web.federation.proof import proof
from medimail.web.federation.refusals import turned_away
from medimail.web.federation.registrations import app_of
from medimail.web.federation.saml.provider import Saml, service_for

_WAITING = ("saml_acs_session", "saml-acs-session")


@login_not_required
def start(request: HttpRequest, organization_slug: str) -> HttpResponse:
    return started(request, provider_of(request, organization_slug))


@never_cache
@csrf_exempt
@login_not_required
@require_POST
def acs(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """A form sent by another site comes without our session: it waits apart for a request that has it (SameSite)."""
    answer = request.POST.get("SAMLResponse", "")
    if len(answer) > LONGEST:
        raise RequestDataTooBig
    if not ratelimit.consume(request, action="portal_answer"):
        return too_many(request)
    provider = provider_of(request, organization_slug)
    response = HttpResponseRedirect(reverse("saml_finish_acs", args=[organization_slug]))
    waiting = LoginSession(request, *_WAITING)
    try:
        read(answer, provider.service, provider.portal, timezone.now())
        waiting.store["answer"] = answer
    except Refused as refusal:  # anybody may post here: what no portal signed would fill the table
        waiting.store["refused"] = refusal.reason
    waiting.save(response)
    response.cookies[_WAITING[1]]["httponly"] = True
    return response


@never_cache
@login_not_required
@require_safe
def finish(request: HttpRequest, organization_slug: str) -> HttpResponse:
    response = _finished(request, organization_slug)
    response.delete_cookie(_WAITING[1], path=request.path)
    return response


def _finished(request: HttpRequest, organization_slug: str) -> HttpResponse:
    waiting = LoginSession(request, *_WAITING)
    encoded, refused = waiting.store.get("answer", ""), waiting.store.get("refused", "")
    waiting.delete()  # first of all: it names a person
    provider = provider_of(request, organization_slug)
    if refused:
        return turned_away(request, refused, means=organization_slug, name=provider.name)
    try:
        answer = read(encoded, provider.service, provider.portal, timezone.now())
        state = _asked(request, answer, organization_slug)
    except Refused as refusal:
        return turned_away(request, refusal.reason, means=organization_slug, name=provider.name)
    login = proof(provider, Identity(organization_slug, provider.app.settings["issuer"], answer.subject))
    login.state = state
    response: HttpResponse = complete_social_login(request, login)
    return response


@login_not_required
@require_safe
def metadata(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Before the portal is open, too: its engineers start with it."""
    if portal(organization_slug).protocol != Portal.Protocol.SAML:
        raise Portal.DoesNotExist
    return HttpResponse(metadata_of(service_for(organization_slug)), content_type="application/samlmetadata+xml")


def provider_of(request: HttpRequest, slug: str) -> Saml:
    """The portal is open and speaks SAML, or `Portal.DoesNotExist`."""
    for one in portals(slug=slug):
        if one.protocol == Portal.Protocol.SAML:
            return Saml(request, app=app_of(one))
    raise Portal.DoesNotExist


def _asked(request: HttpRequest, answer: Answer, slug: str) -> dict[str, Any]:
    """What this browser asked this portal, once: another's answer, a second one or an unasked one is refused."""
    # Allauth's own `unstash_state` writes the session at once and reads it again, for providers that are waited for.
    states = get_states(request)
    state, asked_at, portal_asked = states.pop(answer.request_id, ({}, 0.0, ""))
    request.session[STATES_SESSION_KEY] = states
    if portal_asked != slug or time.time() - asked_at > STATE_TTL:
        raise Refused("wrong_state")
    fresh = timezone.now() - timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    if state["process"] == AuthProcess.REDIRECT and answer.proved_at < fresh:
        raise Refused("weak_proof")
    return state
