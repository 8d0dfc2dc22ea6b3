# mypy: disable-error-code="no-untyped-call"
# ruff: noqa: SLF001
# imaplib waits for each answer before the next command, and cuts it into pieces.
"""Several commands in one packet, and each answer as a whole line with its literals inside."""

import imaplib
import re

from imapclient import IMAPClient, imap_utf7

_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")
_MAX = 64 * 1024 * 1024  # no list is longer
_LINE = 1024 * 1024


def together(client: IMAPClient, *commands: bytes) -> list[list[bytes]]:
    """Of each command its untagged answers, without the star. Raises IMAP4.error when one was refused."""
    imap = client._imap
    tags: list[bytes] = [imap._new_tag() for _ in commands]
    imap.send(b"".join(tag + b" " + command + b"\r\n" for tag, command in zip(tags, commands, strict=True)))
    answers = _answers(imap, set(tags))
    # All were read, so that the connection stays in step after a refusal.
    if refusal := next((end for *_, end in map(answers.__getitem__, tags) if not end.startswith(b"OK")), None):
        raise imaplib.IMAP4.error(refusal.decode("ascii", "replace"))
    return [answers[tag] for tag in tags]


def quoted(name: str) -> bytes:
    """The name of a folder as an argument (RFC 3501, 5.1.3)."""
    encoded: bytes = imap_utf7.encode(name)
    return b'"' + encoded.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def unquoted(name: bytes) -> str:
    """The other way, from an atom, a quoted string or a literal."""
    if literal := re.match(rb"\{\d+\}\r\n", name):
        name = name[literal.end() :]
    elif name.startswith(b'"'):
        name = re.sub(rb"\\(.)", rb"\1", name[1:-1])
    return str(imap_utf7.decode(name))


def _answers(imap: imaplib.IMAP4, tags: set[bytes]) -> dict[bytes, list[bytes]]:
    """Each ends with the line of its tag, which of COPY and MOVE holds what became of the messages."""
    answers: dict[bytes, list[bytes]] = {}
    said: list[bytes] = []
    room = _MAX
    while tags:  # an answer may overtake another
        line = _line(imap, room)
        room -= len(line)
        tag, _, rest = line.partition(b" ")
        said.append(rest)
        if tag in tags:
            tags.remove(tag)
            answers[tag], said = said, []
    return answers


def _line(imap: imaplib.IMAP4, room: int) -> bytes:
    pieces: list[bytes] = []
    while True:
        line: bytes = imap.file.readline(_LINE)  # type: ignore[assignment]  # a file of bytes
        if not line.endswith(b"\n"):
            raise imaplib.IMAP4.abort("cut")
        pieces.append(line)
        if not line.endswith(b"}\r\n") or (literal := _LITERAL.search(line)) is None:
            return b"".join(pieces)
        size = int(literal[1])
        room -= size
        if room < 0:
            raise imaplib.IMAP4.abort("too long")
        pieces.append(imap.file.read(size))  # type: ignore[arg-type]
