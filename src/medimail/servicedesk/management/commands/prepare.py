from typing import Any

from django.core.management.base import BaseCommand

from medimail.accounts import terms
from medimail.accounts.actions import publish_terms
from medimail.accounts.queries import has_terms
from medimail.mailboxes.actions import announce_missing, host_domains


class Command(BaseCommand):
    help = "Bring this release's data into the database: domains, directory, terms of use. Safe to run at each start."

    def handle(self, *args: Any, **options: Any) -> None:
        host_domains()
        announce_missing()
        # A contract is changed by the operator (`publish_terms`), never by an upgrade of the program.
        if not has_terms():
            shipped = terms.shipped()
            publish_terms(terms.VERSION, shipped.title, shipped.text)
