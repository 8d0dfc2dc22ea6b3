import re
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from medimail.demo.nation import EACH, SPOILED, pack, write


class Command(BaseCommand):
    help = "Write invented national files (mailboxes, professionals, specialities) in a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--professionals", type=int, default=20_000, help="the nation has 1780000")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--date", default="202611230600", help="year to minute, in the names of the files")
        parser.add_argument("--changed", type=float, default=0.0, help="share of lines that differ, as on a later day")
        parser.add_argument("--zip", action="store_true", help="two archives, as the agency hands them out")
        parser.add_argument("--spoiled", action="store_true", help="with bad lines of each kind")

    def handle(self, *args: Any, **options: Any) -> None:
        if not re.fullmatch(r"\d{12}", options["date"]):
            raise CommandError("--date takes twelve digits: year, month, day, hour and minute (202611230600).")
        if options["professionals"] < 1 or not 0 <= options["changed"] < 1:
            raise CommandError("--professionals takes 1 or more, --changed a share from 0 to 0.99.")
        start = time.monotonic()
        names = ("professionals", "seed", "date", "changed", "spoiled")
        paths = write(options["folder"], **{name: options[name] for name in names})
        for path in pack(paths, options["date"]) if options["zip"] else paths:
            self.stdout.write(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
        if options["spoiled"]:
            for file, kinds in SPOILED.items():
                self.stdout.write(f"bad lines among the {file}, {EACH} of each: {', '.join(kinds)}")
        self.stdout.write(f"{time.monotonic() - start:.0f} s")
