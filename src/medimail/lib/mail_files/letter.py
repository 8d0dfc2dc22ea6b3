"""One message taken from a file: as Dovecot shall store it, with what the file says of it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import BytesHeaderParser

from medimail.lib import mime_text

LARGEST = 100 * 1024 * 1024
"""Of one message. Beyond what any operator of the trust space lets pass."""
_HEADER = 256 * 1024
_LINE_END = re.compile(rb"\r?\n")
_BLANK = re.compile(rb"\r?\n\r?\n")
_NAMED = re.compile(rb"^(?:from|date|subject|message-id|received|return-path)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Letter:
    raw: bytes
    """Lines end in CRLF (RFC 3501, 4.3)."""
    flags: tuple[str, ...]
    arrived: datetime
    identity: bytes
    """Equal for the same message in the same folder, so that nothing is filed twice."""


def letter(content: bytes, *, flags: tuple[str, ...] = ("\\Seen",), arrived: datetime | None = None) -> Letter | None:
    """None when this is no message. What names no state was read long ago."""
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not _NAMED.search(head_of(content)):
        return None
    # Dovecot refuses NUL (RFC 3501, 9: CHAR8) and writes 0x80 instead where it reads files itself.
    raw = _LINE_END.sub(b"\r\n", content).replace(b"\0", b"\x80")
    head = _parsed(raw)
    return Letter(raw, flags, _moment(arrived or mime_text.date_of(head.get("Date"))), _identity(head, len(raw)))


def identity(head: bytes, size: int) -> bytes:
    """Of a stored message, by its fields Message-ID and Date and its size with CRLF ends."""
    return _identity(_parsed(head), size)


def head_of(content: bytes) -> bytes:
    end = _BLANK.search(content, 0, _HEADER)
    return content[: end.start() if end else _HEADER]


def _parsed(content: bytes) -> Message:
    return BytesHeaderParser().parsebytes(head_of(content))


def _identity(head: Message, size: int) -> bytes:
    words = [" ".join(str(head.get(name, "")).split()) for name in ("Message-ID", "Date")]
    return hashlib.blake2b("\n".join([*words, str(size)]).encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _moment(said: datetime | None) -> datetime:
    """A date that cannot be would hide the message at one end of every list."""
    now = datetime.now(UTC)
    return said if said and _OLDEST <= said <= now + timedelta(days=1) else now
