from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from medimail.mailboxes.actions import announce_all
from medimail.publication.actions import catch_up


class Command(BaseCommand):
    help = "Compare our boxes with what the national directory was told, and tell what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="tell every box once more")

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        announce_all()
        if settings.PUBLICATION == "none":
            self.stdout.write("MEDIMAIL_PUBLICATION is none: changes wait until it is file or fhir.")
            return
        count = catch_up(settings.PUBLICATION, everything=again)
        self.stdout.write(f"{count} box(es) will be told again; the page « Publication » shows what becomes of them.")
