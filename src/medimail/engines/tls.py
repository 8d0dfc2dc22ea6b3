"""A private certificate authority and the server's certificate, made once; production brings its own."""

import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from medimail.engines.site import Site, write

YEARS = datetime.timedelta(days=3650)


def prepare(site: Site) -> None:
    folder = site.home / "tls"
    if (folder / "server.pem").exists():
        return
    root_key, server_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Autorité locale Medimail", root_key.public_key(), "Autorité locale Medimail", root_key, None)
    server = _certificate(site.hostname, server_key.public_key(), "Autorité locale Medimail", root_key, site.hostname)
    write(site, folder / "ca.key", _key_text(root_key))
    write(site, folder / "ca.pem", _text(root))
    write(site, folder / "server.key", _key_text(server_key))
    write(site, folder / "server.pem", _text(server) + _text(root))


def _certificate(
    subject: str, key: ec.EllipticCurvePublicKey, issuer: str, signer: ec.EllipticCurvePrivateKey, host: str | None
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    draft = (
        x509.CertificateBuilder(_name(issuer), _name(subject), key, x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if host is not None:
        usages = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        draft = draft.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        draft = draft.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
    return draft.sign(signer, hashes.SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _text(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _key_text(key: ec.EllipticCurvePrivateKey) -> str:
    pem, pkcs8, clear = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(pem, pkcs8, clear).decode()
