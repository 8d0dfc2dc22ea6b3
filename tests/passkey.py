"""A passkey in software: answers what the pages ask of a device (WebAuthn, level 2)."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
TOUCHED = AuthenticatorData.FLAG.UP


@dataclass
class Passkey:
    host: str = "localhost"
    flags: AuthenticatorData.FLAG = VERIFIED
    number: bytes = b"a key of tests"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    owner: str = ""

    def created(self, question: dict[str, Any]) -> str:
        asked = question["publicKey"]
        self.owner = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(Aaguid(bytes(16)), self.number, public)
        seen = AuthenticatorData.create(self._host(), self.flags | AuthenticatorData.FLAG.AT, 0, bytes(made))
        attested = AttestationObject.create("none", seen, {})
        about = self._about("webauthn.create", asked["challenge"])
        return self._answer(about, attestationObject=websafe_encode(bytes(attested)))

    def signed(self, question: dict[str, Any]) -> str:
        seen = AuthenticatorData.create(self._host(), self.flags, 1)
        about = self._about("webauthn.get", question["publicKey"]["challenge"])
        proof = self.key.sign(bytes(seen) + about.hash, ec.ECDSA(hashes.SHA256()))
        words = {"authenticatorData": bytes(seen), "signature": proof, "userHandle": websafe_decode(self.owner)}
        return self._answer(about, **{name: websafe_encode(value) for name, value in words.items()})

    def _host(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    def _about(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, f"http://{self.host}")

    def _answer(self, about: CollectedClientData, **words: str) -> str:
        name = websafe_encode(self.number)
        response = {"clientDataJSON": websafe_encode(bytes(about)), **words}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )


def question_of(page: Any) -> dict[str, Any]:  # noqa: ANN401 (Django's test client answers its own class)
    """What the page would hand to the device."""
    found: dict[str, Any] = json.loads(page.context["question"])
    return found


def browser() -> Client:
    """By name, as passkeys need."""
    return Client(SERVER_NAME="localhost")
