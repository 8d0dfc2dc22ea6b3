"""One provider of OpenID Connect: its addresses, its client, its people, and how it acts."""

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medimail.sandbox.behaviour import Behaviour, Endpoint, replaced
from medimail.sandbox.grants import Grant, Grants
from medimail.sandbox.identities import Identity
from medimail.sandbox.keys import ALGORITHMS, Keys

LIFETIME = 60  # seconds of an ID token


@dataclass(frozen=True)
class Client:
    """Addresses are compared character by character."""

    id: str
    secret: str
    redirects: tuple[str, ...]
    after_logout: tuple[str, ...] = ()

    def proves(self, client_id: str, secret: str) -> bool:
        given, known = f"{client_id}\n{secret}", f"{self.id}\n{self.secret}"
        return hmac.compare_digest(given.encode(), known.encode())


@dataclass
class Provider:
    title: str
    issuer: str
    paths: Mapping[Endpoint, str]
    """From the root of the server; discovery tells them to the relying party."""
    authorization: str
    """An address of its own: that of Pro Santé Connect is on another host than its issuer."""
    scopes: tuple[str, ...]
    acr: str | None
    client: Client
    people: Mapping[str, Identity]
    behaviour: Behaviour = field(default_factory=Behaviour)
    keys: Keys = field(default_factory=Keys)
    grants: Grants = field(default_factory=Grants)

    def address(self, endpoint: Endpoint) -> str:
        if endpoint == "authorization":
            return self.authorization
        host = "/".join(self.issuer.split("/", 3)[:3])
        return host + self.paths[endpoint]

    def sign(self, claims: dict[str, Any]) -> str:
        return self.keys.sign(claims, self.behaviour.algorithm, self.behaviour.kid)

    def id_token(self, grant: Grant) -> str:
        now = int(time.time()) + self.behaviour.clock
        right = {
            "iss": self.issuer,
            "sub": grant.identity.subject,
            "aud": grant.client_id,
            "azp": grant.client_id,
            "iat": now,
            "exp": now + LIFETIME,
            "auth_time": now,
            "nonce": grant.nonce or None,
            "acr": self.acr,
            "typ": "ID",
        }
        return self.sign(replaced(right, self.behaviour.id_token))

    def userinfo(self, grant: Grant) -> dict[str, Any]:
        return replaced({"sub": grant.identity.subject, **grant.identity.claims}, self.behaviour.userinfo)

    def discovery(self) -> dict[str, Any]:
        right = {
            "issuer": self.issuer,
            "authorization_endpoint": self.authorization,
            "token_endpoint": self.address("token"),
            "userinfo_endpoint": self.address("userinfo"),
            "end_session_endpoint": self.address("logout"),
            "jwks_uri": self.address("certs"),
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "scopes_supported": list(self.scopes),
            "acr_values_supported": [self.acr] if self.acr else None,
            "id_token_signing_alg_values_supported": ALGORITHMS,
            "userinfo_signing_alg_values_supported": ALGORITHMS,
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "authorization_response_iss_parameter_supported": self.behaviour.says_issuer,
        }
        return replaced(right, self.behaviour.discovery)
