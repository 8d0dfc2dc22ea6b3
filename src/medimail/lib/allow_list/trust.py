"""Whose signature counts: a certificate that a pinned authority made for a pinned name, or one pinned certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import NameOID

from medimail.lib.national_files.errors import FileRefused


@dataclass(frozen=True, slots=True)
class Trust:
    authorities: tuple[x509.Certificate, ...] = ()
    """Each may have signed the signer's certificate itself; no chain is built."""
    common_name: str = ""
    pinned: x509.Certificate | None = None
    """When given, it alone counts."""
    tolerance: timedelta | None = timedelta()
    """How long after its end a signer's certificate is still taken; None: for ever."""

    def signer(self, shown: Sequence[x509.Certificate], now: datetime) -> x509.Certificate:
        """The one of these certificates that may sign. Raises `FileRefused`."""
        able = [one for one in shown if self._may_sign(one, now)]
        if not able:
            raise FileRefused("signer", _names(shown))
        return able[0]

    def in_time(self, signer: x509.Certificate, now: datetime) -> None:
        """Raises `FileRefused`."""
        if now < signer.not_valid_before_utc:
            raise FileRefused("not_yet", f"{signer.not_valid_before_utc:%d/%m/%Y}")
        if self.tolerance is not None and now > signer.not_valid_after_utc + self.tolerance:
            raise FileRefused("expired", f"{signer.not_valid_after_utc:%d/%m/%Y}")

    def _may_sign(self, shown: x509.Certificate, now: datetime) -> bool:
        if self.pinned is not None:
            return shown == self.pinned
        named = [one.value for one in shown.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
        return (
            named == [self.common_name]
            and _is_for_signing(shown)
            and any(_made(authority, shown, now) for authority in self.authorities)
        )


def certificates(pem: bytes) -> tuple[x509.Certificate, ...]:
    """Of a PEM file. Raises `FileRefused`."""
    try:
        return tuple(x509.load_pem_x509_certificates(pem))
    except ValueError as error:
        raise FileRefused("certificate") from error


def _made(authority: x509.Certificate, shown: x509.Certificate, now: datetime) -> bool:
    """The national signer's certificate is for the protection of mail alone: a check made for TLS would refuse it."""
    try:
        shown.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return _is_authority(authority) and authority.not_valid_before_utc <= now <= authority.not_valid_after_utc


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _is_for_signing(certificate: x509.Certificate) -> bool:
    """RFC 5280, 4.2.1.3: a certificate that does not say its uses has all of them."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
    return usage.digital_signature or usage.content_commitment


def _names(shown: Sequence[x509.Certificate]) -> str:
    return "; ".join(one.subject.rfc4514_string() for one in shown)
