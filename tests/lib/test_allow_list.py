"""What the signature of the list covers, and every way known to make it seem to cover something else."""

from datetime import timedelta

import pytest
import xmlsec

from medimail.lib.allow_list import reading
from medimail.lib.allow_list.reading import AllowList, read
from medimail.lib.allow_list.trust import Trust, certificates
from medimail.lib.national_files.errors import FileRefused
from tests import allow_list as made
from tests.allow_list import LINES, NOW, ONE, SIGNER, TWO, authority, signed, signer

DS = "http://www.w3.org/2000/09/xmldsig#"


def trust(**changes: object) -> Trust:
    return Trust(**{"authorities": certificates(authority().pem), "common_name": SIGNER, **changes})  # type: ignore[arg-type]


def taken(content: bytes, by: Trust | None = None) -> AllowList:
    return read(content, trust=by or trust(), now=NOW)


def why(content: bytes, by: Trust | None = None) -> str:
    with pytest.raises(FileRefused) as refused:
        taken(content, by)
    return refused.value.problem


def swap(content: bytes, before: str, after: str, count: int = 1) -> bytes:
    assert before.encode() in content, before
    return content.replace(before.encode(), after.encode(), count)


def test_a_signed_list_is_read() -> None:
    found = taken(signed())
    assert [(one.domain, one.written) for one in found.entries] == list(LINES)
    assert found.generated_at == NOW - timedelta(hours=6)
    assert (found.signer, found.signer_until) == (SIGNER, NOW + timedelta(300))
    assert (len(found.domains), len(found.operators), len(found.certificates)) == (3, 2, 2)
    assert found.entries[0].support == "05 00 00 00 00, support@essai.example"
    assert found.unfit == {}


def test_text_after_the_signature_belongs_to_what_is_signed() -> None:
    assert taken(signed()).entries
    assert why(swap(signed(), "</Signature>", "</Signature>\n")) == "altered"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("un.mssante.fr", "autre.mssante.fr"),
        ("CN=mta.un.example", "CN=mta.pirate.example"),
        ("<DateDeGeneration>20", "<DateDeGeneration>21"),
        ("<Nom>un.mssante.fr", "<Nom>un.mssante.fr<?and x?>"),
        ("<DigestValue>", "<DigestValue>AAAA"),
        ("<SignatureValue>", "<SignatureValue>AAAA"),
        ('Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"', f'Algorithm="{DS}-more#rsa-sha256"'),
    ],
)
def test_an_altered_list_is_refused(before: str, after: str) -> None:
    assert why(swap(signed(), before, after)) in {"altered", "algorithm"}


def test_a_comment_does_not_cut_a_name() -> None:
    """Canonical form drops comments, so anyone may add one to a signed list: what stands before is not the name."""
    [first, *_] = taken(swap(signed(), "un.mssante.fr", "un.mssante<!-- -->.fr")).entries
    assert first.domain == "un.mssante.fr"


@pytest.mark.parametrize("end", [100, -1, -2000])
def test_a_list_cut_off_on_the_way_is_refused(end: int) -> None:
    assert why(signed()[:end]) == "not_xml"


def test_nothing_is_no_list() -> None:
    assert why(b"") == "not_xml"
    assert why(b"<html><body>403</body></html>") == "shape"
    assert why(signed(lines=())) == "empty"
    assert why(made.document(LINES).encode()) == "unsigned"


def inner(content: bytes) -> bytes:
    return content.partition(b"?>")[2]


def test_a_signed_list_inside_another_is_refused() -> None:
    evil = made.document([("pirate.mssante.fr", ONE)]).encode()
    end = b"</ListeBlancheMSSante>"
    genuine = inner(signed())
    assert why(evil.replace(end, genuine + end)) == "shape"
    signature = genuine[genuine.index(b"<Signature") : genuine.index(b"</ListeBlanche")]
    assert why(evil.replace(end, signature + end)) == "altered"
    for place in (b"<DateDeGeneration>", b"<Nom>", b"<Domaine>"):
        assert why(evil.replace(place, place + signature, 1)) == "signature"
    packed = signature.replace(b"</Signature>", b"<Object Id='o'>" + genuine + b"</Object></Signature>")
    assert why(evil.replace(end, packed + end)) == "signature"
    assert why(evil.replace(end, packed.replace(b'URI=""', b'URI="#o"') + end)) == "signature"


def test_a_signature_of_one_element_is_refused() -> None:
    part = made.document(LINES).replace("<ListeDomaines>", '<ListeDomaines Id="part">')
    assert taken(signed(part)).entries
    assert why(swap(signed(part), 'URI=""', 'URI="#part"')) == "signature"
    assert why(swap(signed(part), ' URI=""', "")) == "signature"
    assert why(swap(signed(part), 'URI=""', "URI=\"#xpointer(id('part'))\"")) == "signature"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</Transforms>", '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/></Transforms>'),
        ("</Transforms>", '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/></Transforms>'),
        (f'<Transform Algorithm="{DS}enveloped-signature"/>', ""),
        ("</SignedInfo>", '<Reference URI="#x"/></SignedInfo>'),
        ("</SignedInfo>", "</SignedInfo><SignedInfo/>"),
        ("</KeyInfo>", "</KeyInfo><Object/>"),
        ("<SignedInfo>", "<SignedInfo><!-- -->"),
        ("10/xml-exc-c14n#", "10/xml-exc-c14n#WithComments"),
        ("</Signature>", f'</Signature><Signature xmlns="{DS}"/>'),
    ],
)
def test_a_signature_that_says_more_is_refused(before: str, after: str) -> None:
    assert why(swap(signed(), before, after)) == "signature"


def test_a_second_list_is_refused_though_signed() -> None:
    two = made.document(LINES).replace("</ListeDomaines>", "</ListeDomaines><ListeDomaines></ListeDomaines>")
    assert why(signed(two)) == "shape"
    assert why(signed(made.document(LINES).replace(made.NS, "urn:other"))) == "shape"
    for other in ("Nom", "DateDeGeneration"):
        assert why(signed(made.document(LINES).replace("</ListeDomaines>", f"<{other}/></ListeDomaines>"))) == "shape"


@pytest.mark.parametrize(
    "type_",
    [
        '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE l SYSTEM "http://127.0.0.1:1/l.dtd">',
        "<!DOCTYPE ListeBlancheMSSante>",
    ],
)
def test_a_document_type_is_refused(type_: str) -> None:
    assert why(swap(signed(), "<ListeBlancheMSSante", f"{type_}<ListeBlancheMSSante")) == "doctype"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "utf-32"])
def test_a_document_type_hides_in_no_other_encoding(encoding: str) -> None:
    text = made.document(LINES).replace("UTF-8", encoding)
    typed = text.replace("<ListeBlancheMSSante", '<!DOCTYPE l [<!ENTITY a "b">]><ListeBlancheMSSante', 1)
    hidden = typed.encode(encoding).replace(b"<!DOCTYPE", b"+ADwAIQ-DOCTYPE")  # UTF-7 may write any letter so
    assert why(hidden) == "not_xml"


def test_what_would_fill_the_memory_is_refused() -> None:
    assert why(b" " * (reading.LONGEST + 1)) == "too_large"
    assert why(b"<a>" + b"<b/>" * 1_000_001 + b"</a>") == "too_large"
    assert why(b"<a>" * 5_000) == "not_xml"


@pytest.mark.parametrize(
    ("method", "digest"),
    [
        (xmlsec.constants.TransformRsaSha1, xmlsec.constants.TransformSha256),
        (xmlsec.constants.TransformRsaSha256, xmlsec.constants.TransformSha1),
    ],
)
def test_weak_algorithms_are_refused(method: object, digest: object) -> None:
    assert why(signed(method=method, digest=digest)) == "algorithm"


def test_stronger_ones_are_taken() -> None:
    constants = xmlsec.constants
    assert taken(signed(method=constants.TransformRsaSha512, digest=constants.TransformSha512)).entries


def test_a_key_that_the_file_brings_counts_for_nothing() -> None:
    stranger = made.Authority().signer()
    assert taken(signed()).entries
    assert why(signed(by=stranger)) == "signer"
    # Signed by a stranger, with the certificate of the true signer shown.
    shown = made.Certified(stranger.key, signer().certificate)
    assert why(signed(by=shown)) == "altered"
    value = "<KeyValue><RSAKeyValue><Modulus>AQAB</Modulus><Exponent>AQAB</Exponent></RSAKeyValue></KeyValue>"
    assert taken(swap(signed(), "<X509Data>", f"{value}<X509Data>")).entries
    assert why(swap(signed(), "<X509Certificate>", "<X509Certificate>AAAA")) == "certificate"
    assert why(swap(signed(), "X509Certificate>", "X509Nothing>", 2)) == "signer"


def test_the_authority_and_the_name_are_pinned() -> None:
    assert why(signed(by=authority().signer("other.essai.example"))) == "signer"
    assert why(signed(by=authority().own)) == "signer"
    # Made by the signer, who is no authority; and by an authority of the same name with another key.
    assert why(signed(by=made.certified(SIGNER, by=signer()))) == "signer"
    assert why(signed(), trust(authorities=certificates(signer().pem))) == "signer"
    assert why(signed(), trust(authorities=certificates(made.Authority().pem))) == "signer"
    assert why(signed(), trust(authorities=())) == "signer"


def test_one_certificate_can_be_pinned_instead() -> None:
    pinned = Trust(pinned=signer().certificate)
    assert taken(signed(), pinned).signer == SIGNER
    assert why(signed(by=authority().signer()), pinned) == "signer"


def test_an_expired_signer_is_taken_for_a_while() -> None:
    content = signed(by=signer(until=-10))
    assert why(content) == "expired"
    assert why(content, trust(tolerance=timedelta(days=9))) == "expired"
    assert taken(content, trust(tolerance=timedelta(days=11))).entries
    assert taken(content, trust(tolerance=None)).entries
    assert why(signed(by=authority().signer(since=-1)), trust(tolerance=None)) == "not_yet"


def test_an_unfit_entry_does_not_stop_the_others() -> None:
    many = [(f"d{number}.mssante.fr", TWO) for number in range(100)]
    found = taken(signed(lines=[*many, ("no domain", ONE), ("x.mssante.fr", "O=SANS NOM")]))
    assert (len(found.entries), found.unfit) == (100, {"name": 2})
    assert why(signed(lines=[*many[:10], ("no domain", ONE)])) == "unfit"
    twice = made.document(many).replace("<Nom>d1.mssante.fr</Nom>", "<Nom>d1.mssante.fr</Nom><Nom>p.mssante.fr</Nom>")
    found = taken(signed(twice))
    assert (len(found.entries), found.unfit) == (99, {"twice": 1})


@pytest.mark.parametrize("generated", ["", "hier", "2026-11-24T08:42:07", "2026-13-01T00:00:00Z"])
def test_a_list_that_says_no_moment_is_refused(generated: str) -> None:
    assert why(signed(generated=generated)) == "undated"
