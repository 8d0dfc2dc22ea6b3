"""One PATCH to a FHIR server, bounded in time and size: it may be down, slow, or no longer itself."""

import json
from dataclasses import dataclass
from time import monotonic
from typing import Any

import requests
from urllib3.exceptions import HTTPError

from medimail.lib import bounded_answers

WHOLE = 30
"""Seconds for all of an answer, as the national directory asks of its clients."""
_CONNECT = 10
_LONGEST = 5_000_000


class Unreachable(Exception):
    """Nobody answered, or not to the end. Says nothing of what was sent: an address or a key would be logged."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    resource: str
    """Type of the FHIR resource it holds; empty when it holds none."""


def patch(url: str, body: dict[str, Any], key: str, *, whole: float = WHOLE) -> Answer:
    """Follows no redirection: the key goes to the directory and nowhere else."""
    until = monotonic() + whole
    fhir = {"Content-Type": "application/fhir+json", "Accept": "application/fhir+json"}
    try:
        with (
            requests.Session() as session,
            session.patch(
                url,
                data=json.dumps(body),
                headers={**bounded_answers.PLAIN, **fhir, "ESANTE-API-KEY": key},
                timeout=(_CONNECT, whole),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            said = bounded_answers.whole(response, until=until, longest=_LONGEST)
            return Answer(response.status_code, _resource(said))
    except (requests.RequestException, HTTPError, OSError) as error:
        raise Unreachable(type(error).__name__) from None


def _resource(body: bytes) -> str:
    try:
        found = json.loads(body)
    except ValueError:
        return ""
    kind = found.get("resourceType") if isinstance(found, dict) else None
    return kind if isinstance(kind, str) else ""
