"""What a provider of OpenID Connect signed, and whether it is meant for us (OpenID Connect Core 1.0, 3.1.3.7).

Nothing a token says of itself chooses how it is checked: algorithm, issuer and audience are those of our registration.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import jwt

from medimail.lib.refused import Refused

LEEWAY = 60
"""Seconds by which two clocks may differ."""
ALGORITHMS = ("RS256", "PS256", "ES256")
"""Of key pairs only: with a shared secret, whoever knows the public key could sign."""
LONGEST_SUBJECT = 255
WELL_KNOWN = "/.well-known/"
_ERRORS = {
    *("invalid_request", "invalid_client", "invalid_grant", "invalid_token", "unauthorized_client"),
    *("unsupported_grant_type", "invalid_scope"),
}
_KEY_TYPES = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
_STRONG_RSA_BITS = range(2048, 16385)
# PyJWT answers its own errors for what is wrong, and Python's for keys and numbers that are no keys and numbers.
_UNREADABLE = (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


class UnknownKey(Refused):
    """Signed with a key we have not seen: the provider may have changed its keys."""


@dataclass(frozen=True, slots=True)
class Registration:
    """What the provider and we agreed on, out of any request."""

    issuer: str
    client_id: str
    algorithm: str
    acr: str = ""
    """The level of proof asked for; empty when any will do."""


def read_id_token(token: object, keys: object, ours: Registration, nonce: str) -> dict[str, Any]:
    """Its claims, all checked. `keys`: the JWKS document, as it came. Raises `Refused`."""
    claims = _signed(token, keys, ours, required=("iss", "sub", "aud", "exp", "iat", "nonce"))
    if not nonce or claims["nonce"] != nonce:
        raise Refused("wrong_token")
    if ours.acr and claims.get("acr") != ours.acr:
        raise Refused("weak_proof")
    _check_subject(claims["sub"])
    return claims


def read_userinfo(body: str, content_type: str, keys: object, ours: Registration, subject: str) -> dict[str, Any]:
    """JSON, or the same signed (`application/jwt`); always of the person of the ID token (5.3.2 and 5.3.4)."""
    if content_type.partition(";")[0].strip().lower() == "application/jwt":
        claims = _signed(body.strip(), keys, ours, required=("iss", "aud"))
    else:
        claims = read_object(body)
    if claims.get("sub") != subject:
        raise Refused("wrong_token")
    return claims


def read_object(body: str) -> dict[str, Any]:
    """A JSON object from outside. Raises `Refused`: what is none is the answer of a broken provider."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("provider_down") from error
    if not isinstance(found, dict):
        raise Refused("provider_down")
    return found


def error_of(body: str) -> str:
    """The code of an OAuth 2.0 error (RFC 6749, 5.2), safe to log; never its free text, which may repeat our secret."""
    try:
        code = read_object(body).get("error")
    except Refused:
        return ""
    return code if isinstance(code, str) and code in _ERRORS else ""


def issuer_of(discovery: str) -> str:
    """OpenID Connect Discovery 1.0, 4.1: the address stands below the issuer; the name of its last part varies."""
    return discovery.partition(WELL_KNOWN)[0]


def is_safe(url: object, issuer: str) -> bool:
    """Whether we may ask there: by TLS, unless the issuer itself is on this machine (development and tests)."""
    parts = _parts(url)
    if parts is None or not parts.hostname or parts.username is not None or parts.fragment:
        return False
    mine = _parts(issuer)
    alone = mine is not None and mine.scheme == "http" and _is_loopback(mine.hostname) and _is_loopback(parts.hostname)
    return parts.scheme == "https" or (parts.scheme == "http" and alone)


def _signed(token: object, keys: object, ours: Registration, required: tuple[str, ...]) -> dict[str, Any]:
    if ours.algorithm not in ALGORITHMS or not isinstance(token, str):
        raise Refused("wrong_token")
    try:
        key = _key(keys, jwt.get_unverified_header(token), ours.algorithm)
        claims = jwt.decode(
            token,
            key,
            algorithms=[ours.algorithm],
            audience=ours.client_id,
            issuer=ours.issuer,
            leeway=LEEWAY,
            options={"require": list(required)},
        )
    except jwt.InvalidIssuerError as error:
        raise Refused("wrong_issuer") from error
    except _UNREADABLE as error:
        raise Refused("wrong_token") from error
    _check_party(claims, ours.client_id)
    return claims


def _key(keys: object, header: Mapping[str, Any], algorithm: str) -> jwt.PyJWK:
    """The one of that name; a token without name needs none where there is one key only (10.1)."""
    if "crit" in header:  # we understand no extension, and RFC 7515 (4.1.11) then says to refuse
        raise Refused("wrong_token")
    rows = keys.get("keys") if isinstance(keys, dict) else None
    fitting = [row for row in rows if _fits(row, algorithm)] if isinstance(rows, list) else []
    kid = header.get("kid")
    named = [row for row in fitting if row.get("kid") == kid] if kid is not None else fitting
    if len(named) != 1:
        raise UnknownKey("wrong_token")
    key = jwt.PyJWK(named[0], algorithm)
    if key.key_type == "RSA" and key.key.key_size not in _STRONG_RSA_BITS:
        raise Refused("wrong_token")
    return key


def _fits(row: object, algorithm: str) -> bool:
    """`alg` of a key is optional; one that names another algorithm is not ours."""
    return (
        isinstance(row, dict)
        and row.get("kty") == _KEY_TYPES[algorithm]
        and row.get("use", "sig") == "sig"
        and row.get("alg", algorithm) == algorithm
    )


def _check_party(claims: Mapping[str, Any], client_id: str) -> None:
    """A token for several parties names the one that asked for it (`azp`), and that one must be us."""
    several = isinstance(claims.get("aud"), list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client_id) != client_id:
        raise Refused("wrong_token")


def _check_subject(subject: object) -> None:
    """At most 255 ASCII characters (section 2): a longer one, cut somewhere, could become another person's."""
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Refused("wrong_token")
    if not subject.isascii() or not subject.isprintable():
        raise Refused("wrong_token")


def _parts(url: object) -> Any:  # noqa: ANN401 (what urlsplit answers, or nothing)
    try:
        parts = urlsplit(url) if isinstance(url, str) and url.isascii() and url.isprintable() else None
        return parts if parts is not None and parts.port != 0 else None
    except ValueError:
        return None


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
