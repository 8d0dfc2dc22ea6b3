from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from medimail.lib.allow_list.reading import LONGEST
from medimail.lib.allow_list.trust import Trust, certificates
from medimail.lib.national_files.errors import FileRefused
from medimail.trust.actions import take_in
from medimail.trust.actions.refreshing import pinned
from medimail.trust.models import AllowListImport


class Command(BaseCommand):
    help = "Take in the allow list of the trust space from a file, whole and verified, or refuse it and say why."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="PATH", help="the signed XML file")
        parser.add_argument("--dry-run", action="store_true", help="verify and compare; change nothing")
        parser.add_argument("--signer-certificate", metavar="PEM", help="the one certificate that may have signed it")
        parser.add_argument("--allow-expired-signer", action="store_true", help="however long ago it expired")
        parser.add_argument("--accept-shrink", action="store_true", help="even if it lost much of what it listed")

    def handle(self, *args: Any, path: str, dry_run: bool, accept_shrink: bool, **options: Any) -> None:
        try:
            trust = _trust(options["signer_certificate"], options["allow_expired_signer"])
        except FileRefused as refusal:
            raise CommandError(_because(refusal.problem, refusal.detail)) from refusal
        source = str(Path(path).absolute())
        report = take_in(_content(path), source=source, trust=trust, accept_shrink=accept_shrink, dry_run=dry_run)
        if report.state == AllowListImport.State.REFUSED:
            raise CommandError(f"{_because(report.problem, report.detail)} The list in use stays as it was.")
        for line in _told(report, dry_run):
            self.stdout.write(line)


def _content(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(LONGEST + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _trust(certificate: str | None, expired: bool) -> Trust:
    tolerance = None if expired else timedelta(days=settings.ALLOW_LIST_EXPIRED_DAYS)
    if certificate is None:
        known = pinned()
        return Trust(known.authorities, known.common_name, tolerance=tolerance)
    shown = certificates(_content(certificate))
    if len(shown) != 1:
        raise FileRefused("several")
    return Trust(pinned=shown[0], tolerance=tolerance)


def _told(report: AllowListImport, dry_run: bool) -> list[str]:
    assert report.signer_until is not None  # noqa: S101 (what is taken has one)
    ended = " (EXPIRED)" if report.signer_until < timezone.now() else ""
    unfit = f", {sum(report.unfit.values())} unfit and left out" if report.unfit else ""
    counted = f"{report.entries} entries, {report.domains} domains, {report.operators} operators"
    return [
        f"Generated {report.generated_at:%Y-%m-%d %H:%M:%S} UTC.",
        f"Signed by {report.signer}, whose certificate ends {report.signer_until:%Y-%m-%d}{ended}.",
        f"{report.added} added, {report.removed} removed{unfit}.",
        *(["Dry run: nothing was changed."] if dry_run else []),
        f"{counted} ({report.certificates} certificates).",
    ]


def _because(problem: str, detail: str) -> str:
    return f"{_WHY[problem]}{f' ({detail})' if detail else ''}."


_WHY = {
    "authority": "No authority is set: give the file of its certificates in MEDIMAIL_ALLOW_LIST_AUTHORITY, "
    "or one certificate with --signer-certificate",
    "certificate": "A certificate in it cannot be read",
    "several": "Give exactly one certificate with --signer-certificate",
    "unreachable": "It cannot be fetched",
    "tls": "Its server does not prove to be the one expected",
    "not_xml": "This is no XML, or it was cut off on the way: fetch it again",
    "doctype": "It holds a document type, which the list never does",
    "too_large": "It is far larger than the list ever was",
    "shape": "This is not the allow list of the trust space",
    "unsigned": "It is not signed",
    "signature": "Its signature is not one of the whole list",
    "algorithm": "It is signed in a way that is not taken: too weak, or unknown",
    "signer": "It is not signed by the signer expected",
    "altered": "It was altered after it was signed",
    "expired": "Its signer's certificate has expired for too long; to take it all the same, add --allow-expired-signer",
    "not_yet": "Its signer's certificate is not valid yet: look at the clock of this machine",
    "undated": "It does not say when it was generated",
    "ahead": "It is dated ahead of today: look at the clock of this machine",
    "older": "It is older than the list in use, or says something else of the same moment",
    "empty": "It lists nothing",
    "unfit": "More than 5 % of its entries are unfit",
    "shrunk": f"It has lost more than the share allowed ({settings.ALLOW_LIST_SHRINK_PERCENT} %); "
    "if that is right, add --accept-shrink",
}
