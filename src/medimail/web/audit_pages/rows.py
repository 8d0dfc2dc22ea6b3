from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from medimail.servicedesk.queries.traces import Line
from medimail.web.audit_pages.details import said
from medimail.web.audit_pages.words import KIND_OF, KINDS, named

HEAD = ("Date et heure", "Numéro", "Genre", "Acte", "Par", "Concerne", "Pour", "Précisions", "Code")
_HOUSE = "Medimail"


@dataclass(frozen=True, slots=True)
class Row:
    at: datetime
    what: str
    who: str
    about: str
    other: str
    details: str
    refused: bool


def days_of(lines: Iterable[Line]) -> list[tuple[date, list[Row]]]:
    rows = (_row(line) for line in lines)
    return [(day, list(those)) for day, those in groupby(rows, key=lambda row: timezone.localtime(row.at).date())]


def cells(line: Line) -> tuple[object, ...]:
    trace, row = line.trace, _row(line)
    moment = timezone.localtime(trace.at).isoformat(sep=" ", timespec="seconds")
    kind = KINDS.get(KIND_OF.get(trace.action, ""), "")
    return (moment, trace.pk, kind, row.what, row.who, row.about, row.other, row.details, trace.action)


def _row(line: Line) -> Row:
    trace = line.trace
    refused = trace.action == "sign_in.refused"
    who = str(trace.actor) if trace.actor else "" if refused else _HOUSE
    return Row(trace.at, named(trace.action), who, line.about, line.other, said(trace), refused)
