"""Signing out of Pro Santé Connect too, when it opened this session (OpenID Connect RP-Initiated Logout 1.0)."""

import secrets
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from medimail.lib import oidc
from medimail.lib.refused import Refused
from medimail.lib.sealing import Sealed
from medimail.web.federation.oidc import discovery

_KEY = "psc_id_token"


def remember(request: HttpRequest, id_token: str) -> None:
    """Pro Santé Connect asks for it at the end. Sealed: the table of sessions shows nobody's national number."""
    request.session[_KEY] = Sealed(settings.SEALING_KEY).seal(id_token)


def end_address(request: HttpRequest) -> str:
    """Where Pro Santé Connect ends its own session; nothing when it did not open ours, or does not say where."""
    sealed = request.session.get(_KEY)
    if not sealed or not settings.PSC_DISCOVERY:
        return ""
    try:
        hint = Sealed(settings.SEALING_KEY).open(sealed)
        found = discovery.known(settings.PSC_DISCOVERY, oidc.issuer_of(settings.PSC_DISCOVERY))
    except (ValueError, Refused):
        return ""
    back = urljoin(settings.PUBLIC_URL, reverse("account_login"))
    asked = {"id_token_hint": hint, "post_logout_redirect_uri": back, "state": secrets.token_urlsafe(16)}
    end = found.get("end_session_endpoint")
    return f"{end}{'&' if '?' in end else '?'}{urlencode(asked)}" if end else ""
