"""Signatures that say more than "this whole element, in this one way" are refused before any is verified."""

import pytest
from lxml import etree

from medimail.lib.saml.signatures import signed_plainly

PLAIN = """<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"
 xmlns:s="http://www.w3.org/2000/09/xmldsig#" ID="r"><a:Assertion ID="a"><s:Signature><s:SignedInfo>
 <s:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
 <s:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
 <s:Reference URI="#a"><s:Transforms>
 <s:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
 <s:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></s:Transforms>
 <s:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/></s:Reference></s:SignedInfo>
 </s:Signature></a:Assertion></p:Response>"""
XPATH = '<s:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/></s:Transforms>'


def test_a_plain_signature_is_taken() -> None:
    assert signed_plainly(etree.fromstring(PLAIN))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</s:Transforms>", XPATH),
        ("</s:SignedInfo>", '<s:Reference URI="#r"/></s:SignedInfo>'),
        ("</s:SignedInfo>", "</s:SignedInfo><s:Object/>"),
        ('URI="#a"', 'URI=""'),
        ('URI="#a"', 'URI="#r"'),
        ('ID="r"', 'ID="a"'),
        ("rsa-sha256", "hmac-sha256"),
        ("xmlenc#sha256", "xmlenc#ripemd160"),
        ("10/xml-exc-c14n#", "10/xml-c14n#"),
        ("<s:Signature>", "<s:Signature></s:Signature><a:Advice><s:Signature>"),
        ("s:Signature>", "s:Nothing>"),
    ],
)
def test_any_other_is_refused(before: str, after: str) -> None:
    altered = PLAIN.replace(before, after)
    assert altered != PLAIN
    root = etree.fromstring(altered, etree.XMLParser(recover=True))
    assert not signed_plainly(root)
