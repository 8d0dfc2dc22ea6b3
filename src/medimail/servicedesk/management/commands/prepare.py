from typing import Any

from django.core.management.base import BaseCommand

from medimail.accounts import terms
from medimail.accounts.actions import publish_terms
from medimail.mailboxes.actions import host_domains


class Command(BaseCommand):
    help = "Bring this release's data into the database: hosted domains and terms of use. Safe to run at each start."

    def handle(self, *args: Any, **options: Any) -> None:
        host_domains()
        publish_terms(terms.VERSION, terms.TITLE, terms.TEXT)
