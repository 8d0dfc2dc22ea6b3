"""The metadata of a SAML identity provider, as its region gives them (SAML 2.0 Metadata)."""

import base64
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Words
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

from medimail.lib.saml.parties import Provider

LONGEST = 200_000
_SERVICE = "md:{}[@Binding='" + Words.BINDING_HTTP_REDIRECT + "']/@Location"
_CERTIFICATES = "md:KeyDescriptor[not(@use) or @use='signing']//ds:X509Certificate"


class Unusable(ValueError):
    """Nobody could sign in with these metadata. `word`: one of `WHY`."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(WHY[word])


WHY = {
    "not_xml": "this is no XML, or it holds a document type, which metadata never do",
    "no_provider": "this describes no identity provider (IDPSSODescriptor)",
    "several": "this describes several identity providers: keep one",
    "no_address": "it has no https address to sign in by redirection (HTTP-Redirect)",
    "no_certificate": "it has no certificate to check signatures with",
    "expired": "all its certificates have expired",
    "must_sign": "it wants signed requests (WantAuthnRequestsSigned), and Medimail has no key to sign them",
}


def read(xml: str) -> Provider:
    """Raises `Unusable`."""
    entity = _entity(xml)
    descriptor = _one(entity, "md:IDPSSODescriptor", absent="no_provider")
    if descriptor.get("WantAuthnRequestsSigned") in {"true", "1"}:
        raise Unusable("must_sign")
    sign_in, sign_out = _address(descriptor, "SingleSignOnService"), _address(descriptor, "SingleLogoutService")
    if not sign_in:
        raise Unusable("no_address")
    found = tuple("".join((one.text or "").split()) for one in Xml.query(descriptor, _CERTIFICATES))
    if not found or not entity.get("entityID"):
        raise Unusable("no_certificate" if not found else "no_provider")
    return Provider(entity.get("entityID"), sign_in, sign_out, found)


def valid_until(provider: Provider) -> datetime:
    """When the last of its certificates ends. Raises `Unusable` when one cannot be read."""
    try:
        certificates = [x509.load_der_x509_certificate(base64.b64decode(one)) for one in provider.certificates]
    except ValueError as error:
        raise Unusable("no_certificate") from error
    return max(one.not_valid_after_utc for one in certificates)


def _entity(xml: str) -> Any:  # noqa: ANN401 (lxml carries no types)
    if len(xml) > LONGEST:
        raise Unusable("several")
    try:
        root = Xml.to_etree(xml.encode())
    except (ValueError, etree.XMLSyntaxError) as error:
        raise Unusable("not_xml") from error
    return _one(root, "//md:EntityDescriptor[md:IDPSSODescriptor]", absent="no_provider")


def _one(inside: Any, path: str, *, absent: str) -> Any:  # noqa: ANN401
    found = Xml.query(inside, path)
    if len(found) != 1:
        raise Unusable("several" if found else absent)
    return found[0]


def _address(descriptor: Any, kind: str) -> str:  # noqa: ANN401
    """People are sent there by their browser: https, or this machine for trials."""
    for found in Xml.query(descriptor, _SERVICE.format(kind)):
        parts = urlsplit(found)
        if parts.hostname and (parts.scheme == "https" or parts.hostname in {"127.0.0.1", "localhost"}):
            return str(found)
    return ""
