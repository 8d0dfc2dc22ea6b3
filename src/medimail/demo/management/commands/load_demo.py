import json
import os
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from medimail.demo.actions import load


class Command(BaseCommand):
    help = "Load the demonstration's people and write `demo-accounts.json` in the state folder."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This house is not a demonstration (MEDIMAIL_DEMO=no).")
        try:
            accounts = [asdict(account) for account in load()]
        except IntegrityError as error:
            raise CommandError("The demonstration is loaded already.") from error
        path = settings.HOME / "demo-accounts.json"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(accounts, file, ensure_ascii=False, indent=2)
        self.stdout.write(f"{len(accounts)} demonstration accounts in {path.name}")
