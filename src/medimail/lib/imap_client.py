# mypy: disable-error-code="no-untyped-call"
# ruff: noqa: SLF001
# Its types are partial, and the untouched answers are only in imaplib's private methods.
"""IMAPClient with what its public face lacks: an untouched FETCH, and silence in the logs."""

import logging
import re
import socket
from itertools import chain

from imapclient import IMAPClient, SocketTimeout

from medimail.lib import imap_wire
from medimail.lib.imap_answer import Record, records

# The library hands every line, bodies included, to a debug log, and what the server says of a folder to its warnings.
logging.getLogger("imapclient").setLevel(logging.ERROR)

_FETCH = re.compile(rb"\d+ FETCH ")
TIMEOUT = SocketTimeout(connect=3, read=20)


class Client(IMAPClient):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, ssl=False, use_uid=True, timeout=TIMEOUT)  # type: ignore[arg-type]
        self.normalise_times = False
        self._imap.debug = 0
        # imaplib sends a literal and its line end apart; together with Nagle's delay each sign-in would cost 40 ms.
        self._imap.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @property
    def commands(self) -> int:
        """Tagged commands sent since the connection was opened."""
        return int(self._imap.tagnum)

    def fetch_records(self, messages: str, items: str) -> list[Record]:
        """FETCH by sequence number, unparsed: the stock parser takes 10 ms for 50 rows, ours under 2."""
        return self._fetched(messages, items, "FETCH")

    def open_and_fetch(self, folder: str, uid: int, items: str, *, readonly: bool) -> list[Record]:
        """Both in one exchange."""
        opening = b"EXAMINE " if readonly else b"SELECT "
        said = imap_wire.together(self, opening + imap_wire.quoted(folder), f"UID FETCH {uid} {items}".encode("ascii"))
        self._imap.state = "SELECTED"
        return [record for line in chain(*said) if _FETCH.match(line) for record in records(line)]

    def fetch_by_uid(self, uid: int, items: str) -> list[Record]:
        return self._fetched(str(uid), items, "UID", "FETCH")

    def _fetched(self, messages: str, items: str, *command: str) -> list[Record]:
        self._imap.untagged_responses.pop("FETCH", None)
        tag = self._imap._command(*command, messages, items)
        status, data = self._imap._command_complete("FETCH", tag)
        self._checkok("fetch", status, data)
        _, records = self._imap._untagged_response(status, data, "FETCH")
        return [record for record in records if record is not None]
