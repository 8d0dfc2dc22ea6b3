"""The list from its address. Its own signature proves it; TLS keeps an old one from being shown for ever."""

from dataclasses import dataclass
from time import monotonic

import requests
from urllib3.exceptions import HTTPError

from medimail.lib.allow_list.reading import LONGEST
from medimail.lib.bounded_answers import PLAIN, whole
from medimail.lib.national_files.errors import FileRefused

_TIMEOUT = (10, 30)
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Fetched:
    content: bytes | None
    """None: the same as before."""
    tag: str
    modified: str


def fetch(address: str, *, authority: str = "", tag: str = "", modified: str = "") -> Fetched:
    """`authority`: a file of certificates for its server. `tag` and `modified`: what the last answer said of itself.

    Raises `FileRefused`.
    """
    asked = {"If-None-Match": tag, "If-Modified-Since": modified}
    headers = PLAIN | {name: value for name, value in asked.items() if value}
    try:
        # No redirection: the address is that of one national server, and any other could be anyone's.
        with requests.get(
            address, headers=headers, stream=True, timeout=_TIMEOUT, verify=authority or True, allow_redirects=False
        ) as answer:
            if answer.status_code == 304 and (tag or modified):
                return Fetched(None, tag, modified)
            if answer.status_code != 200:
                raise FileRefused("unreachable", f"HTTP {answer.status_code}")
            content = whole(answer, until=monotonic() + _SECONDS, longest=LONGEST)
            return Fetched(content, _short(answer, "ETag", 200), _short(answer, "Last-Modified", 60))
    except requests.exceptions.SSLError as error:
        raise FileRefused("tls") from error
    except (requests.RequestException, HTTPError, OSError) as error:
        raise FileRefused("unreachable", type(error).__name__) from error


def _short(answer: requests.Response, name: str, longest: int) -> str:
    value = answer.headers.get(name, "")
    return value if len(value) <= longest else ""
