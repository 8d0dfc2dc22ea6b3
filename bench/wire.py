"""IMAP as bytes on a warm connection: commands out, answers read to their end, nothing understood."""

import base64
import re
import socket
from collections.abc import Iterable

from bench.letters import Letter
from tests.house_fixture import House

_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")


class Wire:
    def __init__(self, house: House, address: str) -> None:
        self._socket = socket.create_connection(house.imap, timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._file.readline()
        answer = f"n,a={address},\x01auth=Bearer {house.token(address)}\x01\x01"
        self.ask("AUTHENTICATE OAUTHBEARER " + base64.b64encode(answer.encode()).decode())

    def ask(self, command: str) -> bytes:
        return self._sent(command.encode() + b"\r\n")

    def append(self, folder: str, letters: Iterable[Letter]) -> None:
        """One MULTIAPPEND (RFC 3502) of non-synchronising literals (RFC 7888)."""
        pieces = []
        for one in letters:
            flags, arrived = b"(\\Seen)" if one.seen else b"()", f"{one.arrived:%d-%b-%Y %H:%M:%S +0000}".encode()
            pieces.append(b' %s "%s" {%d+}\r\n%s' % (flags, arrived, len(one.raw), one.raw))
        self._sent(f'APPEND "{folder}"'.encode() + b"".join(pieces) + b"\r\n")

    def _sent(self, data: bytes) -> bytes:
        self._number += 1
        tag = b"b%d " % self._number
        self._socket.sendall(tag + data)
        answer = []
        while not (line := self._file.readline()).startswith(tag):
            assert line, "the connection is over"
            answer.append(line)
            if literal := _LITERAL.search(line):
                answer.append(self._file.read(int(literal[1])))
        assert line.startswith(tag + b"OK"), line
        return b"".join(answer) + line
