"""What the relying party's server asks: discovery, keys, tokens, who the person is."""

import base64
import hashlib
import hmac

from medimail.sandbox.exchange import Answer, Request, as_json
from medimail.sandbox.grants import Grant
from medimail.sandbox.provider import LIFETIME, Provider


def discovery(provider: Provider, _request: Request) -> Answer:
    return as_json(provider.discovery())


def certs(provider: Provider, _request: Request) -> Answer:
    return as_json(provider.keys.published())


def token(provider: Provider, request: Request) -> Answer:
    if not provider.client.proves(*request.client):
        return as_json({"error": "invalid_client"}, 401)
    if request.method != "POST" or request.form.get("grant_type") != "authorization_code":
        return as_json({"error": "unsupported_grant_type"}, 400)
    code = request.form.get("code", "")
    grant = provider.grants.take(code)
    if grant is None or not _same_party(grant, request):
        return as_json({"error": "invalid_grant"}, 400)
    return as_json(
        {
            "access_token": provider.grants.token(code, grant),
            "token_type": "Bearer",
            "expires_in": LIFETIME,
            "scope": grant.scope,
            "id_token": provider.id_token(grant),
        }
    )


def _same_party(grant: Grant, request: Request) -> bool:
    """The address, and PKCE (RFC 7636 section 4.6): a stolen code alone is worth nothing."""
    proof = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
    return request.form.get("redirect_uri") == grant.redirect and hmac.compare_digest(challenge, grant.challenge)


def userinfo(provider: Provider, request: Request) -> Answer:
    grant = provider.grants.of_token(request.bearer)
    if grant is None:
        return as_json({"error": "invalid_token"}, 401)
    claims = provider.userinfo(grant)
    if not provider.behaviour.userinfo_signed:
        return as_json(claims)
    signed = provider.sign(claims | {"iss": provider.issuer, "aud": grant.client_id})
    return Answer(200, signed.encode(), "application/jwt")
