import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from medimail.accounts import terms
from medimail.accounts.actions import publish_terms

# It stands in an address and in the name of a file.
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")


class Command(BaseCommand):
    help = "Publish a new version of the terms of use. Everybody is asked to accept it at their next sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Markdown; its first line is the title (# …)")
        # `--version` is Django's own option.
        parser.add_argument("--as", dest="number", required=True, metavar="VERSION", help="for example 2027-01")

    def handle(self, *args: Any, file: Path, number: str, **options: Any) -> None:
        if not _VERSION.fullmatch(number):
            raise CommandError(f"{number!r} is no version: 1 to 20 letters, digits, dots and hyphens.")
        source = _read(file)
        published = publish_terms(number, source.title, source.text)
        if (published.title, published.text) != (source.title, source.text):
            raise CommandError(f"Version {number} was published with another text. A new text needs a new version.")
        self.stdout.write(f"Version {number} is published.")


def _read(file: Path) -> terms.Source:
    try:
        return terms.read(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{file}: {error}") from error
