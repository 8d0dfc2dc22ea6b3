"""What the person sees: the choice of a test identity, and the end."""

import time
from urllib.parse import urlencode

import jwt

from medimail.sandbox import pages
from medimail.sandbox.behaviour import replaced
from medimail.sandbox.exchange import Answer, Request, redirect
from medimail.sandbox.grants import Grant
from medimail.sandbox.provider import Provider

REFUSED = "refuser"


def authorization(provider: Provider, request: Request) -> Answer:
    asked = request.query
    address = asked.get("redirect_uri", "")
    # Whoever is unknown must not make this page send people anywhere (RFC 6749 section 4.1.2.1).
    if asked.get("client_id") != provider.client.id or address not in provider.client.redirects:
        return pages.refusal(provider.title, "L’adresse de retour ou le service demandeur n’est pas enregistré.")
    if error := _error(provider, asked):
        return redirect(address, error=error, state=asked.get("state", ""))
    if request.method != "POST":
        return pages.choice(provider.title, provider.people, f"{request.path}?{urlencode(asked)}", REFUSED)
    return _chosen(provider, asked, request.form.get("identity", ""))


def _error(provider: Provider, asked: dict[str, str]) -> str:
    if asked.get("response_type") != "code":
        return "unsupported_response_type"
    scopes = set(asked.get("scope", "").split())
    if "openid" not in scopes or not scopes <= set(provider.scopes):
        return "invalid_scope"
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        return "invalid_request"
    return ""


def _chosen(provider: Provider, asked: dict[str, str], key: str) -> Answer:
    state = asked.get("state", "")
    identity = provider.people.get(key)
    if identity is None:
        return redirect(asked["redirect_uri"], error="access_denied", state=state)
    grant = Grant(
        identity=identity,
        client_id=asked["client_id"],
        redirect=asked["redirect_uri"],
        challenge=asked["code_challenge"],
        nonce=asked.get("nonce", ""),
        scope=asked["scope"],
        since=time.monotonic(),
    )
    right = {"code": provider.grants.code(grant), "state": state}
    if provider.behaviour.says_issuer:
        right["iss"] = provider.issuer
    return redirect(asked["redirect_uri"], **replaced(right, provider.behaviour.answer))


def logout(provider: Provider, request: Request) -> Answer:
    """OpenID Connect RP-Initiated Logout 1.0: only to a registered address, and only for a token of ours."""
    asked = request.query | request.form
    try:
        subject = provider.keys.opened(asked.get("id_token_hint", ""))["sub"]
    except jwt.InvalidTokenError:
        return pages.refusal(provider.title, "La demande de déconnexion ne nomme aucune session d’ici.")
    provider.grants.end(subject)
    address = asked.get("post_logout_redirect_uri", "")
    if not address:
        return pages.ended(provider.title)
    if address not in provider.client.after_logout:
        return pages.refusal(provider.title, "L’adresse de retour n’est pas enregistrée.")
    return redirect(address, **({"state": asked["state"]} if "state" in asked else {}))
