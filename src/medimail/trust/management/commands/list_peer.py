from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from medimail.trust.actions import list_peer


class Command(BaseCommand):
    help = "Add one line to the allow list by hand: a domain and the common name of its operator's certificate."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("domain")
        parser.add_argument("common_name")

    def handle(self, *args: Any, domain: str, common_name: str, **options: Any) -> None:
        list_peer(domain, common_name)
