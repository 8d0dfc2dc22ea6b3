"""The keys of one provider, new at each start: a relying party must learn unknown ones."""

import base64
import json
import secrets
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

ALGORITHMS = ["RS256", "PS256", "ES256"]


class Keys:
    def __init__(self) -> None:
        self._rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._ec = ec.generate_private_key(ec.SECP256R1())
        self._names = {"RSA": secrets.token_urlsafe(12), "EC": secrets.token_urlsafe(12)}

    def published(self) -> dict[str, Any]:
        pairs = (
            (RSAAlgorithm.to_jwk(self._rsa.public_key()), "RSA"),
            (ECAlgorithm.to_jwk(self._ec.public_key()), "EC"),
        )
        return {"keys": [json.loads(text) | {"use": "sig", "kid": self._names[kind]} for text, kind in pairs]}

    def sign(self, claims: dict[str, Any], algorithm: str, kid: str | None = None) -> str:
        headers = {"kid": kid or self._names["EC" if algorithm.startswith("ES") else "RSA"]}
        if algorithm == "HS256":
            return self._confused(claims, headers)
        if algorithm == "none":
            return jwt.encode(claims, "", algorithm="none", headers=headers)
        key = self._ec if algorithm.startswith("ES") else self._rsa
        return jwt.encode(claims, key, algorithm=algorithm, headers=headers)

    def opened(self, token: str) -> dict[str, Any]:
        """What a token of ours says, however old. Raises `jwt.InvalidTokenError` for anybody else's."""
        kind = jwt.get_unverified_header(token).get("kid")
        key = self._ec if kind == self._names["EC"] else self._rsa
        lenient = {"verify_exp": False, "verify_iat": False, "verify_aud": False}
        claims: dict[str, Any] = jwt.decode(token, key.public_key(), algorithms=ALGORITHMS, options=lenient)  # type: ignore[arg-type]
        return claims

    def _confused(self, claims: dict[str, Any], headers: dict[str, str]) -> str:
        """The attack on verifiers that believe the token's own `alg`; PyJWT refuses to sign so, hence by hand."""
        public = self._rsa.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        parts = [{"alg": "HS256", "typ": "JWT"} | headers, claims]
        signed = b".".join(_part(json.dumps(part).encode()) for part in parts)
        return (signed + b"." + _part(jwt.get_algorithm_by_name("HS256").sign(signed, public))).decode()


def _part(text: bytes) -> bytes:
    return base64.urlsafe_b64encode(text).rstrip(b"=")
