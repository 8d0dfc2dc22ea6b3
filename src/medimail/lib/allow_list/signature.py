"""The list's signature (XML Signature, enveloped): one of the whole document, in one way, by whom we trust.

Attacks on XML signatures (wrapping, transforms, weak digests, a second list) need one that says more than "this whole
document, without me". And what is read afterwards is the very bytes that were digested, not the file.
"""

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from medimail.lib.allow_list.trust import Trust
from medimail.lib.national_files.errors import FileRefused

DS = "{http://www.w3.org/2000/09/xmldsig#}"
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_ENC = "http://www.w3.org/2001/04/xmlenc#"
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_SIGNED_BY = {f"{_MORE}{key}-sha{size}" for key in ("rsa", "ecdsa") for size in (256, 384, 512)}
_DIGESTED_BY = {f"{_ENC}sha256": "sha256", f"{_MORE}sha384": "sha384", f"{_ENC}sha512": "sha512"}
_TRANSFORMS = ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", _EXCLUSIVE]
_SHAPE = [
    *("SignedInfo", "CanonicalizationMethod", "SignatureMethod", "Reference", "Transforms", "Transform", "Transform"),
    *("DigestMethod", "DigestValue"),
]
_SHORTEST_RSA = 2048
_MOST_CERTIFICATES = 10


def verified(root: Any, trust: Trust, now: datetime) -> tuple[bytes, x509.Certificate]:  # noqa: ANN401 (lxml: no types)
    """What the signature covers, in its canonical form, and who signed. Takes the signature out of the document.

    Raises `FileRefused`.
    """
    signature = _only_one(root)
    algorithm, digest = _plain(signature)
    signer = trust.signer(list(_shown(signature)), now)
    _strong(signer)
    context = xmlsec.SignatureContext()
    # The key is given: whatever else KeyInfo says is not looked at.
    context.key = xmlsec.Key.from_memory(signer.public_bytes(Encoding.PEM), xmlsec.constants.KeyDataFormatCertPem)
    try:
        context.verify(signature)
    except xmlsec.Error as error:
        raise FileRefused("altered") from error
    covered = _without(root, signature)
    if hashlib.new(algorithm, covered).digest() != digest:
        raise FileRefused("altered")
    trust.in_time(signer, now)
    return covered, signer


def _only_one(root: Any) -> Any:  # noqa: ANN401
    found = list(root.iter(f"{DS}Signature"))
    if not found:
        raise FileRefused("unsigned")
    if len(found) > 1 or found[0].getparent() is not root:
        raise FileRefused("signature", "not one signature of the whole list")
    return found[0]


def _plain(signature: Any) -> tuple[str, bytes]:  # noqa: ANN401
    """Name and value of the digest."""
    parts = [one.tag for one in signature]
    info = list(signature[0].iter()) if parts else []
    if parts != [f"{DS}{name}" for name in ("SignedInfo", "SignatureValue", "KeyInfo")] or (
        [one.tag for one in info] != [f"{DS}{name}" for name in _SHAPE]
    ):
        raise FileRefused("signature", "it says more, or less, than a signature of the list")
    _, canonical, method, reference, _, first, second, digested, value = info
    transforms = [first.get("Algorithm"), second.get("Algorithm")]
    if reference.get("URI") != "" or transforms != _TRANSFORMS or canonical.get("Algorithm") != _EXCLUSIVE:
        raise FileRefused("signature", "it signs something else than the whole list")
    if method.get("Algorithm") not in _SIGNED_BY or digested.get("Algorithm") not in _DIGESTED_BY:
        raise FileRefused("algorithm", f"{method.get('Algorithm')} {digested.get('Algorithm')}")
    try:
        return _DIGESTED_BY[digested.get("Algorithm")], base64.b64decode(value.text or "")
    except ValueError as error:
        raise FileRefused("altered") from error


def _shown(signature: Any) -> Iterator[x509.Certificate]:  # noqa: ANN401
    for one in list(signature[2].iter(f"{DS}X509Certificate"))[:_MOST_CERTIFICATES]:
        try:
            yield x509.load_der_x509_certificate(base64.b64decode(one.text or ""))
        except ValueError as error:
            raise FileRefused("certificate") from error


def _strong(signer: x509.Certificate) -> None:
    key = signer.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey) or (
        isinstance(key, rsa.RSAPublicKey) and key.key_size >= _SHORTEST_RSA
    ):
        return
    raise FileRefused("algorithm", "the signer's key is too short, or of an unknown kind")


def _without(root: Any, signature: Any) -> bytes:  # noqa: ANN401
    """The text after the signature stays, as the transform leaves it."""
    before = signature.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (signature.tail or "")
    else:
        root.text = (root.text or "") + (signature.tail or "")
    signature.tail = None
    root.remove(signature)
    return bytes(etree.tostring(root.getroottree(), method="c14n", exclusive=True, with_comments=False))
