# mypy: disable-error-code="no-untyped-call"
"""One signed-in IMAP connection to one mailbox: the only words of IMAP the house speaks."""

import functools
import imaplib
import re
import select
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Concatenate, ParamSpec, TypeVar

from medimail.lib import imap_answer, imap_pieces
from medimail.lib.imap_client import Client
from medimail.lib.imap_errors import ImapBusy, ImapFull, ImapUnavailable, UnsafeArgument
from medimail.lib.pieces import Piece

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Session")
_APPENDED = re.compile(rb"\[APPENDUID \d+ (\d+)\]")


@dataclass(frozen=True, slots=True)
class Opened:
    exists: int
    uidnext: int
    uidvalidity: int


@dataclass(frozen=True, slots=True)
class Stored:
    raw: bytes
    flags: frozenset[str]
    arrived: datetime


def safe(text: str) -> str:
    """The text itself. Raises UnsafeArgument: a line break in an argument would be a second command (RFC 3501, 4)."""
    if any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000 for char in text):
        raise UnsafeArgument
    return text


def guarded(method: "Callable[Concatenate[S, P], R]") -> "Callable[Concatenate[S, P], R]":
    @functools.wraps(method)
    def call(session: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(session, *args, **kwargs)
        except (imaplib.IMAP4.error, OSError, ValueError, LookupError) as error:
            kind = _kind(str(error))
            session.broken = kind is not ImapFull
            # `from None`: the cause may quote a message.
            raise kind(type(error).__name__) from None

    return call


def _kind(said: str) -> type[ImapUnavailable]:
    return ImapFull if "OVERQUOTA" in said else ImapBusy if "[INUSE]" in said else ImapUnavailable


class Session:
    """Every method raises ImapUnavailable when the store fails and UnsafeArgument for a control character."""

    def __init__(self, host: str, port: int, mailbox: str, token: str) -> None:
        self.mailbox = mailbox
        self.broken = False
        self.born = time.monotonic()
        self._sign_in(host, port, safe(mailbox), safe(token))

    @guarded
    def _sign_in(self, host: str, port: int, mailbox: str, token: str) -> None:
        self._client = Client(host, port)
        try:
            self._client.oauthbearer_login(mailbox, token)
        except (imaplib.IMAP4.error, OSError):
            self.close()
            raise

    @guarded
    def run(self, act: Callable[[Client], R]) -> R:
        """For the words of `imap_pieces`, `imap_list` and `imap_folders`."""
        return act(self._client)

    @property
    def commands(self) -> int:
        """Tagged commands sent so far."""
        return self._client.commands

    def dead(self) -> bool:
        """An idle server says nothing unless it is leaving: anything to read means the connection is over."""
        try:
            return bool(select.select([self._client.socket()], [], [], 0)[0])
        except (OSError, ValueError):
            return True

    def close(self) -> None:
        try:
            self._client.shutdown()
        except OSError:
            self.broken = True

    @guarded
    def open(self, folder: str, *, readonly: bool = False) -> Opened:
        answer = self._client.select_folder(safe(folder), readonly=readonly)
        return Opened(int(answer[b"EXISTS"]), int(answer[b"UIDNEXT"]), int(answer[b"UIDVALIDITY"]))

    @guarded
    def status(self, folder: str) -> dict[str, int]:
        """MESSAGES, UNSEEN, UIDNEXT and UIDVALIDITY, which Dovecot reads from the head of its index."""
        found = self._client.folder_status(safe(folder), ["MESSAGES", "UNSEEN", "UIDNEXT", "UIDVALIDITY"])
        return {name.decode("ascii"): int(value) for name, value in found.items()}

    @guarded
    def read(self, uid: int) -> Stored | None:
        """A whole message without marking it; None when it is gone."""
        found = self._client.fetch([int(uid)], ["BODY.PEEK[]", "FLAGS", "INTERNALDATE"]).get(uid)
        if found is None or b"BODY[]" not in found:
            return None
        flags = frozenset(bytes(flag).decode("ascii", "replace") for flag in found[b"FLAGS"])
        return Stored(found[b"BODY[]"] or b"", flags, found[b"INTERNALDATE"])

    @guarded
    def look(self, uid: int, items: str) -> imap_answer.Answer | None:
        """Chosen items of one message of the open folder; None when it is gone."""
        return imap_answer.answer(self._client.fetch_by_uid(int(uid), safe(items)), int(uid))

    @guarded
    def append(self, folder: str, message: bytes, flags: tuple[str, ...]) -> int:
        """The uid of the stored message (UIDPLUS, RFC 4315)."""
        answer = self._client.append(safe(folder), message, flags=[safe(flag) for flag in flags])
        if (found := _APPENDED.search(answer)) is None:
            raise ValueError("no uid")
        return int(found[1])

    @guarded
    def append_pieces(self, folder: str, pieces: Sequence[Piece], flags: tuple[str, ...]) -> int:
        """The same, never whole in memory."""
        answer = imap_pieces.append(self._client, safe(folder), pieces, [safe(flag) for flag in flags])
        if (found := _APPENDED.search(answer)) is None:
            raise ValueError("no uid")
        return int(found[1])

    @guarded
    def with_message_id(self, message_id: str) -> list[int]:
        return list(self._client.search(["HEADER", "Message-ID", safe(message_id)]))

    @guarded
    def unseen_after(self, uid: int) -> list[int]:
        """Uids above `uid`. RFC 3501: `n:*` always names the last message, even below n."""
        return [found for found in self._client.search(["UID", f"{uid + 1}:*", "UNSEEN"]) if found > uid]

    @guarded
    def with_message_ids(self, message_ids: Sequence[str], since: date) -> dict[int, bytes]:
        """Message-ID and Subject of those stored since that day in the open folder, for one pass over it."""
        # Prefix form: as many OR as it takes, then the last one alone.
        each = [["OR", "HEADER", "Message-ID", safe(message_id)] for message_id in message_ids]
        uids = self._client.search(["SINCE", since, *chain(*each[:-1], each[-1][1:])])
        item = "BODY[HEADER.FIELDS (MESSAGE-ID SUBJECT)]"
        found = self._client.fetch(uids, [item.replace("BODY[", "BODY.PEEK[")]) if uids else {}
        return {uid: answer[item.encode()] for uid, answer in found.items()}

    @guarded
    def content_types(self, first: int) -> dict[int, str]:
        """Of each message from this uid on in the open folder, as its header says it."""
        item = "BODY[HEADER.FIELDS (CONTENT-TYPE)]"
        uids = [uid for uid in self._client.search(["UID", f"{int(first)}:*"]) if uid >= first]
        found = self._client.fetch(uids, [item.replace("BODY[", "BODY.PEEK[")]) if uids else {}
        values = {uid: bytes(answer[item.encode()]) for uid, answer in found.items()}
        return {uid: value.decode("latin-1").partition(":")[2].strip() for uid, value in values.items()}

    @guarded
    def beginning(self, uid: int, size: int) -> bytes:
        """The first bytes of a message, without marking it; none when it is gone."""
        found = self._client.fetch([int(uid)], [f"BODY.PEEK[]<0.{int(size)}>"]).get(uid, {})
        return bytes(found.get(b"BODY[]<0>") or b"")

    @guarded
    def mark(self, uids: list[int], flag: str, *, on: bool) -> None:
        change = self._client.add_flags if on else self._client.remove_flags
        change([int(uid) for uid in uids], [safe(flag)], silent=True)

    @guarded
    def move(self, uids: list[int], folder: str) -> None:
        self._client.move([int(uid) for uid in uids], safe(folder))

    @guarded
    def remove(self, uids: list[int]) -> None:
        self._client.add_flags([int(uid) for uid in uids], ["\\Deleted"], silent=True)
        self._client.uid_expunge([int(uid) for uid in uids])
