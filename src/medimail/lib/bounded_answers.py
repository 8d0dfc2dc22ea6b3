"""Answers of other servers, bounded in time and size: a server may be slow, endless, or no longer itself."""

from time import monotonic

import requests

PLAIN = {"Accept-Encoding": "identity", "User-Agent": "Medimail"}
"""Headers of the question: compressed, a short answer could become a long one."""


def whole(response: requests.Response, *, until: float, longest: int) -> bytes:
    """The body of a streamed response.

    `until` is a moment of `time.monotonic`, `longest` counts bytes. Raises `OSError` beyond them, or when it was cut.
    """
    body = b""
    while piece := response.raw.read1(65_536, decode_content=False):
        body += piece
        if len(body) > longest or monotonic() > until:
            raise OSError("too long")
    if response.raw.length_remaining:
        raise OSError("cut")
    return body
