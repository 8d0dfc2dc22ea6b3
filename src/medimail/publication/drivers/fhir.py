"""One PATCH for each change, to the interface that the national directory announced (ANS, guide of MSSanté boxes)."""

import logging
import time
from datetime import timedelta
from typing import Any

from django.conf import settings

from medimail.lib import fhir_client, fhir_patch
from medimail.lib.fhir_client import Unreachable
from medimail.publication.actions import claim, put_off, refuse, rest, told
from medimail.publication.errors import Reason
from medimail.publication.models import Change

NAME = "fhir"
_PACE = 1 / 15
"""Seconds between two calls: the directory takes 17 a second."""
_PASS = 40
"""Seconds, then other work of this house has its turn."""
_PAUSE = timedelta(minutes=5)
_GIVE_UP = 3
_DOWN = {429: Reason.BUSY, 502: Reason.DOWN, 503: Reason.BUSY, 504: Reason.DOWN}
_OF_THE_CHANGE = {404: Reason.UNKNOWN, 410: Reason.UNKNOWN, 412: Reason.SEVERAL}
_KEY = {401, 403}
_log = logging.getLogger(__name__)


def deliver() -> None:
    """Oldest first, as long as the directory answers."""
    until, failures = time.monotonic() + _PASS, 0
    while failures < _GIVE_UP and time.monotonic() < until and (change := claim()):
        problem = _tell(change)
        failures = failures + 1 if problem == Reason.ILL else 0
        if problem in {Reason.DOWN, Reason.BUSY, Reason.KEY}:
            rest(_PAUSE)
            return
        time.sleep(_PACE)


def _tell(change: Change) -> Reason | None:
    """Why it was not taken; what comes of it is written."""
    if not change.facts.bearer:
        refuse(change, Reason.NO_BEARER)
        return Reason.NO_BEARER
    try:
        answer = fhir_client.patch(_url(change), _body(change), settings.PUBLICATION_KEY)
    except Unreachable:
        return _later(change, Reason.DOWN)
    return _understood(change, answer)


def _understood(change: Change, answer: fhir_client.Answer) -> Reason | None:
    status = answer.status
    gone = status == 404 and change.act == Change.Act.DELETE  # nobody carries it: what we want
    if gone or (status == 200 and answer.resource == fhir_patch.resource(change.facts)):
        told(change, NAME)
        return None
    if status in _DOWN:
        return _later(change, _DOWN[status])
    if status == 408 or status not in range(400, 500):
        return _later(change, Reason.ILL)
    reason = Reason.KEY if status in _KEY else _OF_THE_CHANGE.get(status, Reason.WRONG)
    refuse(change, reason, status)
    _log.warning("change %s of publication was refused: %s", change.pk, status)
    return reason


def _later(change: Change, reason: Reason) -> Reason:
    put_off(change, reason)
    _log.warning("change %s of publication waits: %s", change.pk, reason)
    return reason


def _url(change: Change) -> str:
    return f"{settings.PUBLICATION_URL.rstrip('/')}/{fhir_patch.query(change.facts)}"


def _body(change: Change) -> dict[str, Any]:
    if change.act == Change.Act.DELETE:
        return fhir_patch.deletion(change.facts)
    # Only what this way has told stands there for sure.
    there = change.act == Change.Act.REPLACE and change.box.held_by == NAME
    return fhir_patch.replacement(change.facts) if there else fhir_patch.insertion(change.facts)
