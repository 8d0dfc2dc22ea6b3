"""Which XML signatures are taken before any is verified: the attacks on them (wrapping, transforms, weak digests) all
need a signature that says more than "this whole element, in this one way"."""

from typing import Any

from onelogin.saml2.constants import OneLogin_Saml2_Constants as Words
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_ENC = "http://www.w3.org/2001/04/xmlenc#"
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_TAKEN = {
    *(f"{_MORE}{key}-sha{size}" for key in ("rsa", "ecdsa") for size in (256, 384, 512)),
    *(f"http://www.w3.org/2007/05/xmldsig-more#sha{size}-rsa-MGF1" for size in (256, 384, 512)),
    *(f"{_ENC}sha256", f"{_MORE}sha384", f"{_ENC}sha512"),
    *(_EXCLUSIVE, f"{_EXCLUSIVE}WithComments", "http://www.w3.org/2000/09/xmldsig#enveloped-signature"),
}
_SIGNED = {f"{{{Words.NS_SAMLP}}}Response", f"{{{Words.NS_SAML}}}Assertion"}


def signed_plainly(document: Any) -> bool:  # noqa: ANN401 (lxml carries no types)
    """At least one signature, each of the whole answer or of its one assertion, by taken algorithms alone."""
    names = [str(one) for one in Xml.query(document, "//@ID")]
    signatures = Xml.query(document, "//ds:Signature")
    return bool(signatures) and len(names) == len(set(names)) and all(_is_plain(one) for one in signatures)


def _is_plain(signature: Any) -> bool:  # noqa: ANN401
    signed = signature.getparent()
    references = Xml.query(signature, ".//ds:Reference")
    algorithms = {str(one) for one in Xml.query(signature, ".//@Algorithm")}
    return (
        signed is not None
        and signed.tag in _SIGNED
        and [one.get("URI") for one in references] == [f"#{signed.get('ID')}"]
        and algorithms <= _TAKEN
        and not Xml.query(signature, "./ds:Object")
    )
