"""Hands one script to Dovecot (ManageSieve, RFC 5804), which compiles it: a broken one is refused, the old stays."""

import base64
import contextlib
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

TIMEOUT = 10
NAME = "medimail"
_LITERAL = re.compile(rb"\{(\d+)\+?\}\r\n$")
_MOST_LINES = 500


class SieveUnavailable(Exception):
    """No clear answer: try again later. Carries nothing of the script."""


class ScriptRefused(Exception):
    """The server does not understand the script: our mistake, nothing has changed."""


@dataclass(frozen=True, slots=True)
class Sieve:
    host: str
    port: int
    mailbox: str
    token: str

    def install(self, script: str) -> None:
        """From the next message on. An empty script files nothing. Raises SieveUnavailable, ScriptRefused."""
        content = script.replace("\n", "\r\n").encode()
        with _unclear_is_unavailable(), socket.create_connection((self.host, self.port), TIMEOUT) as link:
            wire = cast("BinaryIO", link.makefile("rwb"))
            _expect(wire)
            _say(wire, b'AUTHENTICATE "OAUTHBEARER" "%s"' % base64.b64encode(self._bearer()))
            _expect(wire)
            _say(wire, b'PUTSCRIPT "%s" {%d+}\r\n%s' % (NAME.encode(), len(content), content))
            if not _answer(wire):
                raise ScriptRefused
            _say(wire, b'SETACTIVE "%s"' % NAME.encode())
            _expect(wire)

    def _bearer(self) -> bytes:
        return f"n,a={self.mailbox},\x01auth=Bearer {self.token}\x01\x01".encode()


def _say(wire: BinaryIO, command: bytes) -> None:
    wire.write(command + b"\r\n")
    wire.flush()


def _expect(wire: BinaryIO) -> None:
    if not _answer(wire):
        raise SieveUnavailable("refused")


def _answer(wire: BinaryIO) -> bool:
    """OK or not; what comes before is read and thrown away."""
    for _ in range(_MOST_LINES):
        line = wire.readline(65536)
        if not line.endswith(b"\n"):
            raise SieveUnavailable("cut")
        if literal := _LITERAL.search(line):
            wire.read(int(literal[1]))
            wire.readline(65536)
        word = line.split(b" ", 1)[0].strip().upper()
        if word in {b"OK", b"NO"}:
            return word == b"OK"
        if word == b"BYE":
            raise SieveUnavailable("bye")
    raise SieveUnavailable("endless")


@contextlib.contextmanager
def _unclear_is_unavailable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SieveUnavailable(type(error).__name__) from None
