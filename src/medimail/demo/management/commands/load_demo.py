import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from medimail.demo.actions import load

FILE = "demo-accounts.json"


class Command(BaseCommand):
    help = "Load the demonstration's people and write `demo-accounts.json` in the state folder."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This house is not a demonstration (MEDIMAIL_DEMO=no).")
        try:
            # The passwords are known nowhere else: the file is written before the accounts become real.
            with transaction.atomic():
                accounts = [asdict(account) for account in load()]
                _write(settings.HOME / FILE, accounts)
        except IntegrityError as error:
            raise CommandError("The demonstration is loaded already.") from error
        self.stdout.write(f"{len(accounts)} demonstration accounts in {FILE}")


def _write(path: Path, accounts: list[dict[str, Any]]) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(accounts, file, ensure_ascii=False, indent=2)
