"""Postfix's SMTP access policy delegation protocol (SMTPD_POLICY_README).

Lines `name=value`; an empty line ends a request."""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

MAX_LINE = 4096
MAX_ATTRIBUTES = 100

# Postfix writes the names of a certificate as xtext (RFC 3461, section 4): a space arrives as `+20`.
XTEXT = {"ccert_subject", "ccert_issuer"}
ESCAPED = re.compile(rb"\+([0-9A-F]{2})")

Request = dict[str, str]


class Malformed(ValueError):
    """Not a policy request; the connection is closed and Postfix answers 4xx by itself."""


def requests(stream: BinaryIO) -> Iterator[Request]:
    """Each request of one connection, until the peer closes it."""
    request: Request = {}
    while line := stream.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE or not line.endswith(b"\n") or len(request) > MAX_ATTRIBUTES:
            raise Malformed("line or request too long")
        text = line[:-1].decode("utf-8", "replace")
        if not text:
            yield request
            request = {}
            continue
        name, equals, value = text.partition("=")
        if not equals:
            raise Malformed("no = in a line")
        request[name] = _from_xtext(value) if name in XTEXT else value


def _from_xtext(value: str) -> str:
    raw = ESCAPED.sub(lambda escape: bytes.fromhex(escape[1].decode()), value.encode())
    return raw.decode("utf-8", "replace")


def serve(read: BinaryIO, write: BinaryIO, decide: Callable[[Request], str]) -> None:
    for request in requests(read):
        write.write(f"action={decide(request)}\n\n".encode())
        write.flush()
