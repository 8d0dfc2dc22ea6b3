"""National files written by hand, a few lines each."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path

from medimail.demo.nation import columns
from medimail.lib.national_numbers import with_key

DAY, NEXT_DAY = "202611230600", "202611240600"
Cells = Mapping[str, str]
_serials = count(1)


def number() -> str:
    return with_key(f"9974{next(_serials):06}")


def box(address: str, rpps: str = "", **cells: str) -> dict[str, str]:
    """A line of the mailboxes; cells are named by their column with `_` for spaces."""
    person = {"Type de BAL": "PER", "Type Identifiant PP": "8", "Identifiant PP": rpps, "Code Profession": "60"}
    nobody = {"Type de BAL": "ORG", "Raison Sociale structure BAL": "CLINIQUE DU PARC"}
    return {"Adresse BAL": address, **(person | {"Nom d'exercice": "MARTIN"} if rpps else nobody), **_cells(cells)}


def activity(rpps: str, **cells: str) -> dict[str, str]:
    return {
        "Type d'identifiant PP": "8",
        "Identifiant PP": rpps,
        "Nom d'exercice": "MARTIN",
        "Prénom d'exercice": "Jeanne",
        "Code profession": "60",
        **_cells(cells),
    }


def skill(rpps: str, code: str, label: str) -> dict[str, str]:
    return {
        "Type d'identifiant PP": "8",
        "Identifiant PP": rpps,
        "Code profession": "10",
        "Code savoir-faire": code,
        "Libellé savoir-faire": label,
    }


def mailboxes(folder: Path, *lines: Cells, date: str = DAY) -> str:
    return _written(folder / f"Extraction_Correspondance_MSSante_{date}.txt", columns.MAILBOXES, lines, "")


def activities(folder: Path, *lines: Cells, date: str = DAY) -> str:
    return _written(folder / f"PS_LibreAcces_Personne_activite_{date}.txt", columns.ACTIVITIES, lines, "|")


def skills(folder: Path, *lines: Cells, date: str = DAY) -> str:
    return _written(folder / f"PS_LibreAcces_SavoirFaire_{date}.txt", columns.SPECIALITIES, lines, "|")


_SHORT = {
    "last": "Nom d'exercice",
    "first": "Prénom d'exercice",
    "company": "Raison Sociale structure BAL",
    "site": "Raison sociale site",
    "town": "Libellé commune (coord. structure)",
    "routing": "L6LIGNEACHEMINEMENT structure BAL",
    "service": "Service de rattachement",
    "kind": "Type de BAL",
    "street": "L4LIBELLEVOIE structure BAL",
}


def _cells(short: Cells) -> dict[str, str]:
    return {_SHORT[name]: value for name, value in short.items()}


def _written(path: Path, header: tuple[str, ...], lines: tuple[Cells, ...], end: str) -> str:
    rows = [header, *([line.get(name, "") for name in header] for line in lines)]
    path.write_bytes("".join("|".join(row) + f"{end}\n" for row in rows).encode())
    return str(path)
