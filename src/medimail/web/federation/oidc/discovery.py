"""What a provider publishes of itself, kept some minutes by each process: it is asked anew before leaving for it, and
not again on the way back."""

from time import monotonic
from typing import Any

from medimail.lib import oidc
from medimail.lib.refused import Refused
from medimail.web.federation.oidc.asking import ask

KEPT = 300
DOWN = 10
"""Seconds. A provider that hangs is left alone a while, or its visitors would hold all our requests."""
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_OPTIONAL = ("userinfo_endpoint", "end_session_endpoint")
_seen: dict[str, tuple[float, dict[str, Any] | None]] = {}


def document(url: str, *, fresh: bool = False) -> dict[str, Any]:
    """A JSON document of a provider. Raises `Refused` when there is none."""
    until, found = _seen.get(url, (0.0, None))
    if monotonic() >= until or (fresh and found):
        try:
            found = _asked(url)
        except Refused:
            _seen[url] = (monotonic() + DOWN, None)
            raise
        _seen[url] = (monotonic() + KEPT, found)
    if found is None:
        raise Refused("provider_down")
    return found


def configuration(url: str, issuer: str) -> dict[str, Any]:
    """Where to ask. A document that speaks for another issuer would lead to the wrong one (RFC 8414, 3.3)."""
    if not oidc.is_safe(url, issuer):
        raise Refused("provider_down")
    found = document(url)
    if found.get("issuer") != issuer:
        raise Refused("wrong_issuer")
    if not all(oidc.is_safe(found.get(name), issuer) for name in _ENDPOINTS):
        raise Refused("provider_down")
    return {name: value for name, value in found.items() if name not in _OPTIONAL or oidc.is_safe(value, issuer)}


def known(url: str, issuer: str) -> dict[str, Any]:
    """The same without asking anybody: nothing when it was not asked lately."""
    until, found = _seen.get(url, (0.0, None))
    return configuration(url, issuer) if found and monotonic() < until else {}


def forget() -> None:
    """For tests, where a provider changes from one second to the next."""
    _seen.clear()


def _asked(url: str) -> dict[str, Any]:
    answer = ask("GET", url, headers={"Accept": "application/json"})
    if answer.status != 200:
        raise Refused("provider_down")
    return oidc.read_object(answer.body)
