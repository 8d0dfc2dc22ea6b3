import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from medimail.audit.checking import Finding, Report, check

_TOLD = 20
_SEAL = re.compile(r"[1-9]\d{0,17}:[0-9a-f]{64}")


class Command(BaseCommand):
    help = "Check that no trace was altered, removed or inserted. Exit code 1, and the first altered row, if one was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--known", default="", metavar="SEAL", help="a seal from the log, NUMBER:DIGEST")

    def handle(self, *args: Any, known: str, **options: Any) -> None:
        if known and not _SEAL.fullmatch(known):
            raise CommandError("--known takes a seal as the log shows it: NUMBER:DIGEST, 64 letters after the colon.")
        report = check(known)
        self.stdout.write(f"{report.seals} seals over {report.sealed} traces were read.")
        self._tell_waiting(report)
        if report.findings:
            self._tell(report.findings)
        if report.last:
            self.stdout.write(f"The last seal is {report.last}")
        self.stdout.write("Everything sealed is whole.")

    def _tell_waiting(self, report: Report) -> None:
        if report.waiting_since:
            minutes = int((timezone.now() - report.waiting_since).total_seconds() // 60)
            self.stdout.write(f"{report.waiting} newer traces wait for their seal, the oldest for {minutes} minutes.")
            if minutes > 15:
                self.stdout.write("That is long: see whether the worker runs (./medimail up, or its service).")

    def _tell(self, findings: list[Finding]) -> None:
        for one in findings[:_TOLD]:
            self.stdout.write(f"- {'' if one.trace is None else f'trace {one.trace}: '}{one.what}")
        if len(findings) > _TOLD:
            self.stdout.write(f"… and {len(findings) - _TOLD} more")
        rows = [one.trace for one in findings if one.trace is not None]
        where = f" The first trace concerned is {min(rows)}." if rows else ""
        raise CommandError(f"The traces are not whole: {len(findings)} findings.{where}")
