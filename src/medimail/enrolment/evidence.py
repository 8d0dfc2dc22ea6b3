"""What speaks for a claim and against it, line by line. A line informs the administrator; it decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from medimail.directory.models import Activity, Professional
from medimail.enrolment.claims import Claim, Surroundings, claim_of, surroundings
from medimail.enrolment.models import Application, ProfileChange
from medimail.lib import nomenclature
from medimail.lib.mail_domains import domain_of, is_public
from medimail.lib.national_numbers import check, grouped
from medimail.lib.person_names import Likeness, same_name

Verdict = Literal["ok", "warn", "unknown"]
_NEEDED = {"number", "name", "profession", "place"}


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    verdict: Verdict
    title: str
    text: str = ""


def evidence(applications: Sequence[Application]) -> list[list[Line]]:
    """For applications that come with their user and profile; a constant number of queries."""
    return judge([claim_of(application.user) for application in applications])


def evidence_of_changes(changes: Sequence[ProfileChange]) -> list[list[Line]]:
    """As if each person had already said what they propose. Changes come with their user and profile."""
    now = [claim_of(change.user) for change in changes]
    return judge([replace(one, data=replace(one.data, **change.proposed)) for one, change in zip(now, changes)])


def judge(claims: Sequence[Claim]) -> list[list[Line]]:
    around = surroundings(claims)
    return [_lines(claim, around) for claim in claims]


def clear(lines: Sequence[Line]) -> bool:
    """Nothing left to ask: the four facts of the directory are there and nothing warns."""
    fine = {line.key for line in lines if line.verdict == "ok"}
    return fine >= _NEEDED and all(line.verdict != "warn" for line in lines)


def _lines(claim: Claim, around: Surroundings) -> list[Line]:
    if claim.data.national_id:
        listed = around.people.get(claim.number)
        lines = [_number(claim, around, listed), *_of_directory(claim, listed)]
    else:
        lines = [Line("number", "unknown", "Pas de numéro national", "La boîte demandée est interne (BAL MED)."), _structure(claim, around)]
    return [*lines, _address(claim, around, listed if claim.data.national_id else None), _elsewhere(claim, around)]
