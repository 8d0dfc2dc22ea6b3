"""Another operator, as our port for peers sees it."""

import datetime
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@contextmanager
def connected(home: Path, folder: Path, port: int, name: str) -> Iterator[smtplib.SMTP]:
    """It shows the certificate of that name; whose ours is, other tests check."""
    context = ssl.create_default_context(cafile=str(home / "tls/ca.pem"))
    context.check_hostname = False
    context.load_cert_chain(certificate(home, folder, name))
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as link:
        link.starttls(context=context)
        yield link


def certificate(home: Path, folder: Path, name: str) -> Path:
    """With its key, signed by the local authority of this house."""
    authority = x509.load_pem_x509_certificate((home / "tls/ca.pem").read_bytes())
    signer = serialization.load_pem_private_key((home / "tls/ca.key").read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(authority.subject, subject, key.public_key(), x509.random_serial_number())
    dated = made.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
    pem = serialization.Encoding.PEM
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + dated.sign(signer, hashes.SHA256()).public_bytes(pem)
    )
    return path
