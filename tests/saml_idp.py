"""An identity provider that is not ours: pysaml2, as a region could run it."""

import base64
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

with warnings.catch_warnings(action="ignore"):  # it names ciphers that cryptography has moved
    from saml2 import BINDING_HTTP_REDIRECT, class_name, saml
    from saml2.config import IdPConfig
    from saml2.metadata import entity_descriptor
    from saml2.server import Server
    from saml2.sigver import pre_signature_part, signed_instance_factory
    from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

Message = Any  # pysaml2 carries no types
Change = Callable[[Message], None]
"""What the provider says differently, before it signs."""
PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"


def unchanged(response: Message) -> None:
    pass


class IdentityProvider:
    def __init__(self, folder: Path, entity_id: str, *, days: int = 365) -> None:
        folder.mkdir()
        self.entity_id = entity_id
        self._settings = _settings(entity_id, *_key_and_certificate(folder, days))

    @property
    def metadata(self) -> str:
        return str(entity_descriptor(self._server([]).config))

    def answer(
        self,
        asked_at: str,
        our_metadata: str,
        *,
        subject: str = "a1b2c3",
        name_format: str = saml.NAMEID_FORMAT_PERSISTENT,
        change: Change = unchanged,
        signed: str = "assertion",
        algorithms: tuple[str, str] = (SIG_RSA_SHA256, DIGEST_SHA256),
    ) -> str:
        """The XML answered to the browser that came with the address `asked_at`."""
        server = self._server([our_metadata])
        question = parse_qs(urlsplit(asked_at).query)["SAMLRequest"][0]
        told = server.response_args(server.parse_authn_request(question, BINDING_HTTP_REDIRECT).message)
        response = server.create_authn_response(
            {"givenName": ["Pierre"], "sn": ["Dupont"], "mail": ["pierre.dupont@exemple.test"]},
            name_id=saml.NameID(format=name_format, text=subject),
            authn={"class_ref": PASSWORD, "authn_auth": self.entity_id},
            sign_assertion=False,
            sign_response=False,
            **{name: told[name] for name in ("in_response_to", "destination", "sp_entity_id")},
        )
        response.assertion = response.assertion if isinstance(response.assertion, list) else [response.assertion]
        change(response)
        return _signed(server, response, signed, algorithms)

    def signs_out(self, our_metadata: str, subject: str) -> str:
        """The address of ours that the browser is sent to."""
        server = self._server([our_metadata])
        [(_, service)] = [*server.metadata.items()]
        ours = service["spsso_descriptor"][0]["single_logout_service"][0]["location"]
        name = saml.NameID(format=saml.NAMEID_FORMAT_PERSISTENT, text=subject)
        _, asked = server.create_logout_request(ours, self.entity_id, name_id=name)
        sent = server.apply_binding(BINDING_HTTP_REDIRECT, str(asked), ours, sign=True, sigalg=SIG_RSA_SHA256)
        address = urlsplit(dict(sent["headers"])["Location"])
        return f"{address.path}?{address.query}"

    def _server(self, partners: list[str]) -> Server:
        return Server(config=IdPConfig().load({**self._settings, "metadata": {"inline": partners}}))


def encoded(xml: str) -> str:
    return base64.b64encode(xml.encode()).decode()


def _signed(server: Server, response: Message, what: str, algorithms: tuple[str, str]) -> str:
    parts = {"assertion": [response.assertion[0]], "response": [response], "nothing": []}[what]
    for part in parts:
        part.signature = pre_signature_part(
            part.id, server.sec.my_cert, 1, sign_alg=algorithms[0], digest_alg=algorithms[1]
        )
    if not parts:
        return str(response)
    return str(signed_instance_factory(response, server.sec, [(class_name(part), part.id) for part in parts]))


def _settings(entity_id: str, key: str, certificate: str) -> dict[str, Any]:
    site = entity_id.removesuffix(urlsplit(entity_id).path)
    services = [(f"{site}/sso", BINDING_HTTP_REDIRECT)]
    return {
        "entityid": entity_id,
        "xmlsec_binary": "/usr/bin/xmlsec1",
        "key_file": key,
        "cert_file": certificate,
        "service": {
            "idp": {
                "endpoints": {
                    "single_sign_on_service": services,
                    "single_logout_service": [(f"{site}/slo", BINDING_HTTP_REDIRECT)],
                },
                "policy": {"default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None}},
            }
        },
    }


def _key_and_certificate(folder: Path, days: int) -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "portail.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=800))
    certificate = made.not_valid_after(now + timedelta(days=days)).sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return str(folder / "key.pem"), str(folder / "certificate.pem")
