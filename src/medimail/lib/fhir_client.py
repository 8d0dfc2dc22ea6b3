"""One PATCH to a FHIR server, bounded in time and size: it may be down, slow, or no longer itself."""

import json
from dataclasses import dataclass
from time import monotonic
from typing import Any

import requests
from urllib3.exceptions import HTTPError

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
    headers = {"ESANTE-API-KEY": key, "Content-Type": "application/fhir+json", "Accept": "application/fhir+json"}
    # Compressed, a short answer could become a long one.
    headers |= {"Accept-Encoding": "identity", "User-Agent": "Medimail"}
    try:
        with (
            requests.Session() as session,
            session.patch(
                url,
                data=json.dumps(body),
                headers=headers,
                timeout=(_CONNECT, whole),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            return Answer(response.status_code, _resource(_read(response, until)))
    except (requests.RequestException, HTTPError, OSError) as error:
        raise Unreachable(type(error).__name__) from None


def _read(response: requests.Response, until: float) -> bytes:
    body = b""
    while piece := response.raw.read1(65_536, decode_content=False):
        body += piece
        if len(body) > _LONGEST or monotonic() > until:
            raise Unreachable("too long")
    missing = response.raw.length_remaining
    if missing:
        raise Unreachable("cut")
    return body


def _resource(body: bytes) -> str:
    try:
        found = json.loads(body)
    except ValueError:
        return ""
    kind = found.get("resourceType") if isinstance(found, dict) else None
    return kind if isinstance(kind, str) else ""
