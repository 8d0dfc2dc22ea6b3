"""Questions to a provider, bounded in time and size: it may be down, slow, or no longer itself."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from time import monotonic
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from medimail.lib import bounded_answers
from medimail.lib.refused import Refused

CONNECT, READ, WHOLE = 3, 5, 10
"""Seconds: until somebody answers, between two pieces of an answer, and for all of it."""
LONGEST = 1_000_000
AT_ONCE = 8
"""Questions to one host. One that answers drop by drop must not hold all the requests this house can serve."""
_places: defaultdict[str, BoundedSemaphore] = defaultdict(lambda: BoundedSemaphore(AT_ONCE))


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content_type: str
    body: str


def ask(
    method: str,
    url: str,
    *,
    data: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    auth: tuple[str, str] | None = None,
) -> Answer:
    """Follows no redirection: what we tell a provider goes to the address it published and nowhere else."""
    until = monotonic() + WHOLE
    try:
        with (
            _place(url),
            requests.Session() as session,
            session.request(
                method,
                url,
                data=data,
                headers={**bounded_answers.PLAIN, **(headers or {})},
                auth=auth,
                timeout=(CONNECT, READ),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            body = bounded_answers.whole(response, until=until, longest=LONGEST)
            return Answer(response.status_code, response.headers.get("Content-Type", ""), body.decode())
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise Refused("provider_down") from error


@contextmanager
def _place(url: str) -> Iterator[None]:
    places = _places[urlsplit(url).netloc]
    if not places.acquire(timeout=1):
        raise Refused("provider_down")
    try:
        yield
    finally:
        places.release()
