import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from medimail.accounts.actions import keep_portal
from medimail.accounts.errors import WrongPortal
from medimail.accounts.portal_facts import OidcFacts, SamlFacts

_OF_ALL = {"slug", "name", "region_code", "strong", "protocol"}
_OF = {
    "oidc": {"discovery_url", "issuer", "client_id", "client_secret", "signing_algorithm"},
    "saml": {"metadata_file"},
}


class Command(BaseCommand):
    help = "Add or change the portals of regions, from a list in JSON. All of them, or none when one is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a path in metadata_file starts beside it")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        lines, wrong = _lines(file), []
        with transaction.atomic():
            for number, line in enumerate(lines, 1):
                try:
                    _keep(line, file.parent)
                except (WrongPortal, ValueError, OSError) as problem:
                    wrong.append(f"portal {number}: {problem}.")
            if wrong:
                raise CommandError("\n".join(["Nothing was changed.", *wrong]))
        self.stdout.write(f"{len(lines)} portal(s) are kept.")


def _lines(file: Path) -> list[object]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{file}: {error}") from error
    if not isinstance(found, list):
        raise CommandError(f"{file}: a list of portals is wanted.")
    return found


def _keep(line: object, folder: Path) -> None:
    if not isinstance(line, dict) or line.get("protocol") not in _OF:
        raise WrongPortal("protocol")
    known = _OF_ALL | _OF[line["protocol"]]
    if strange := set(line) - known:
        raise ValueError(f"it says {', '.join(sorted(strange))}, which is not known")
    said = {name: value for name, value in line.items() if name in _OF[line["protocol"]]}
    if not all(isinstance(line.get(name, ""), str) for name in known - {"strong"}):
        raise ValueError("only strong is no text")
    keep_portal(
        None,
        line.get("slug", ""),
        _saml(said, folder) if line["protocol"] == "saml" else _oidc(said),
        name=line.get("name", ""),
        region_code=line.get("region_code", ""),
        strong=line.get("strong") is True,
    )


def _oidc(said: dict[str, str]) -> OidcFacts:
    return OidcFacts(**{"discovery_url": "", "client_id": "", **said})


def _saml(said: dict[str, str], folder: Path) -> SamlFacts:
    return SamlFacts((folder / said.get("metadata_file", "")).read_text(encoding="utf-8"))
