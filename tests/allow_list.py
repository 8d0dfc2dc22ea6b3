"""Allow lists in the national format, signed on the spot by a private authority."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from lxml import etree

NS = "https://listeblanche.mssante.fr/schema"
AUTHORITY, SIGNER = "AC ELEMENTAIRE D’ESSAI", "alb.essai.example"
NOW = datetime.now(UTC).replace(microsecond=0)
PEM = serialization.Encoding.PEM
Line = tuple[str, str]
"""Domain, name of its operator's certificate."""


def at(hours: int) -> str:
    """A moment of generation, that many hours from now."""
    return f"{NOW + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"


GENERATED = at(-6)


def operator(common_name: str, siret: str = "30000000000001", name: str = "OPERATEUR D'ESSAI") -> str:
    return f"CN={common_name},OU=3{siret},O={name},ST=Haute-Garonne (31),C=FR"


ONE, TWO = operator("mta.un.example"), operator("mta.deux.example", "30000000000002", "AUTRE OPERATEUR")
LINES: tuple[Line, ...] = (("un.mssante.fr", ONE), ("deux.mssante.fr", TWO), ("trois.mssante.fr", TWO))


def document(lines: Iterable[Line], generated: str = GENERATED) -> str:
    """Without its signature."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ListeBlancheMSSante xmlns="{NS}">\n'
        f"    <DateDeGeneration>{generated}</DateDeGeneration>\n    <ListeDomaines>\n"
        + "".join(_line(domain, name) for domain, name in lines)
        + "    </ListeDomaines>\n</ListeBlancheMSSante>"
    )


def _line(domain: str, name: str) -> str:
    return f"""        <Domaine>
            <Nom>{escape(domain)}</Nom>
            <Description>Domaine de messagerie MSSanté d’essai</Description>
            <DNCertificatOperateur>{escape(name)}</DNCertificatOperateur>
            <ResponsableContact>05 00 00 00 00, responsable@essai.example</ResponsableContact>
            <SupportContact>05 00 00 00 00, support@essai.example
</SupportContact>
            <DateMAJ>2026-06-07T10:24:42Z</DateMAJ>
        </Domaine>
"""


@dataclass(frozen=True)
class Certified:
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(PEM)


@dataclass(frozen=True)
class Authority:
    name: str = AUTHORITY
    own: Certified = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", certified(self.name, None, NOW - timedelta(days=900), NOW + timedelta(3650)))

    @property
    def pem(self) -> bytes:
        return self.own.pem

    def signer(self, name: str = SIGNER, *, since: int = 800, until: int = 300, ca: bool = False) -> Certified:
        """Days before and after `NOW`."""
        return certified(name, self.own, NOW - timedelta(since), NOW + timedelta(until), ca=ca)


@cache
def authority() -> Authority:
    return Authority()


@cache
def signer(until: int = 300) -> Certified:
    return authority().signer(until=until)


def signed(
    text: str | None = None,
    by: Certified | None = None,
    *,
    lines: Sequence[Line] = LINES,
    generated: str = GENERATED,
    method: Any = None,  # noqa: ANN401 (xmlsec's own constants)
    digest: Any = None,  # noqa: ANN401
) -> bytes:
    """As ANS signs: enveloped, exclusive canonical form, SHA-256, one certificate, lines ended by `&#13;`."""
    by = by or signer()
    root = etree.fromstring((text or document(lines, generated)).encode())
    constants = xmlsec.constants
    signature = xmlsec.template.create(
        root, constants.TransformExclC14N, method or constants.TransformRsaSha256, ns=None
    )
    root.append(signature)
    reference = xmlsec.template.add_reference(signature, digest or constants.TransformSha256, uri="")
    xmlsec.template.add_transform(reference, constants.TransformEnveloped)
    xmlsec.template.add_transform(reference, constants.TransformExclC14N)
    xmlsec.template.add_x509_data(xmlsec.template.ensure_key_info(signature))
    for one in [*signature.iter()]:  # the national signer writes none of the template's white space
        one.tail = one.text = None
    context = xmlsec.SignatureContext()
    private = by.key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    context.key = xmlsec.Key.from_memory(private, constants.KeyDataFormatPem)
    context.key.load_cert_from_memory(by.pem, constants.KeyDataFormatPem)
    context.sign(signature)
    _as_java_writes(signature)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _as_java_writes(signature: Any) -> None:  # noqa: ANN401
    for name in ("SignatureValue", "X509Certificate"):
        [element] = signature.iter(f"{{http://www.w3.org/2000/09/xmldsig#}}{name}")
        element.text = "\r\n".join((element.text or "").split())


def certified(
    name: str,
    by: Certified | None,
    since: datetime = NOW - timedelta(1),
    until: datetime = NOW + timedelta(1),
    *,
    ca: bool | None = None,
) -> Certified:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    is_ca = by is None if ca is None else ca
    made = (
        x509.CertificateBuilder(by.certificate.subject if by else subject, subject, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    )
    if by:
        purposes = [ExtendedKeyUsageOID.EMAIL_PROTECTION]
        made = made.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return Certified(key, made.sign(by.key if by else key, hashes.SHA256()))
