"""The folders of a box: one LIST with their numbers (RFC 5819), and what can be done to them."""

import re
from dataclasses import dataclass

from imapclient import IMAPClient

from medimail.lib.imap_wire import quoted, together, unquoted

_NAME = rb'("(?:[^"\\]|\\.)*"|\{\d+\}\r\n.*|[^ ()\r\n]+)'
_LIST = re.compile(rb'LIST \(([^)]*)\) (?:"."|NIL) ' + _NAME + rb"\s*$", re.DOTALL)
_STATUS = re.compile(rb"STATUS " + _NAME + rb" \(([^()]*)\)\s*$", re.DOTALL)
_QUOTA = re.compile(rb"QUOTA .*\(STORAGE (\d+) (\d+)", re.DOTALL)
# X-GUID is Dovecot's own: it stays with a folder when its name changes, and says nothing of it.
_ASKED = b'LIST "" "*" RETURN (SPECIAL-USE STATUS (MESSAGES UNSEEN X-GUID))'


@dataclass(frozen=True, slots=True)
class Listed:
    name: str  # of nested ones with / between
    guid: str  # empty when it holds other folders only
    messages: int
    unseen: int


@dataclass(frozen=True, slots=True)
class State:
    """What tells whether a folder changed, and how much it holds."""

    messages: int
    unseen: int
    uidnext: int
    modseq: int


def listed(client: IMAPClient) -> list[Listed]:
    [answers] = together(client, _ASKED)
    numbers = {name: values for name, values in map(_status, answers) if name}
    found = []
    for answer in answers:
        if line := _LIST.match(answer):
            values = numbers.get(name := unquoted(line[2]), {})
            found.append(
                Listed(name, values.get("X-GUID", ""), int(values.get("MESSAGES", 0)), int(values.get("UNSEEN", 0)))
            )
    return found


def state_in(answers: list[bytes]) -> State:
    values = next(found for name, found in map(_status, answers) if name)
    return State(
        int(values["MESSAGES"]), int(values["UNSEEN"]), int(values["UIDNEXT"]), int(values.get("HIGHESTMODSEQ", 0))
    )


def make(client: IMAPClient, name: str) -> None:
    together(client, b"CREATE " + quoted(name), b"SUBSCRIBE " + quoted(name))


def rename(client: IMAPClient, name: str, to: str) -> None:
    together(client, b"RENAME " + quoted(name) + b" " + quoted(to))


def drop(client: IMAPClient, name: str, once: str) -> None:
    """With all it holds; the folders inside it stay. `once`: the name it was known by."""
    # Dovecot hangs up on whoever has the deleted folder open.
    together(client, b"EXAMINE INBOX", b"DELETE " + quoted(name), b"UNSUBSCRIBE " + quoted(once))


def quota(client: IMAPClient) -> tuple[int, int]:
    """Bytes used and allowed; none allowed when there is no limit."""
    [answers] = together(client, b"GETQUOTAROOT INBOX")
    found = next((line for line in map(_QUOTA.match, answers) if line), None)
    return (int(found[1]) * 1024, int(found[2]) * 1024) if found else (0, 0)


def _status(answer: bytes) -> tuple[str, dict[str, str]]:
    if (line := _STATUS.match(answer)) is None:
        return "", {}
    words = line[2].decode("ascii").split()
    return unquoted(line[1]), dict(zip(words[::2], words[1::2], strict=False))
