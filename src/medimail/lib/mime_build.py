"""Builds the messages we send, in pieces. Headers are written here: `email` would read what people type as source."""

import email.header
import email.utils
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from medimail.lib import mime_text
from medimail.lib.pieces import Piece

MAX_REFERENCES = 20
_POLICY = SMTP.clone(cte_type="7bit")
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~@:\[\]-]{1,250}>")
_PRIORITY = {"high": ("1 (Highest)", "high"), "low": ("5 (Lowest)", "low")}
_TYPE = re.compile(r"(?!multipart/|message/)[A-Za-z0-9][A-Za-z0-9.+-]{0,60}/[A-Za-z0-9][A-Za-z0-9.+-]{0,80}")


@dataclass(frozen=True, slots=True)
class File:
    """`content` is already written as `encoding` says."""

    filename: str
    content_type: str
    content: Piece
    encoding: str = "base64"


@dataclass(frozen=True, slots=True)
class Draft:
    message_id: str
    sender: tuple[str, str]
    to: list[str]
    cc: list[str]
    bcc: list[str]
    subject: str
    text: str
    date: datetime
    files: list[File]
    in_reply_to: str = ""
    references: str = ""
    html: str = ""
    priority: str = ""
    ask_read: bool = False
    calendar: str = ""
    """An answer to an invitation, for the program of whoever invited (RFC 6047)."""
    private: Mapping[str, str] = field(default_factory=dict)
    """Headers of ours, which stay behind when the message leaves."""


def is_address(text: str) -> bool:
    """An address we can send to: ASCII, with a domain name (RFC 5321 lengths)."""
    return len(text) <= 254 and len(text.partition("@")[0]) <= 64 and _ADDRESS.fullmatch(text) is not None


def is_message_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def new_message_id(domain: str) -> str:
    return f"<{uuid.uuid4()}@{domain}>"


def build(draft: Draft) -> list[Piece]:
    """Raises ValueError when the sender or the Message-ID is not well formed. Recipients may be unfinished."""
    top = [
        _line("From", _mailbox(*draft.sender)),
        _line("To", _list(draft.to, "To")),
        _line("Cc", _list(draft.cc, "Cc")),
        _line("Subject", _words(mime_text.shown(draft.subject), "Subject")),
        date_line(draft.date).decode("ascii"),
        _line("Message-ID", _one_id(draft.message_id)),
        _line("In-Reply-To", _ids(draft.in_reply_to)[:998]),
        _line("References", _ids(draft.references)),
        *_wishes(draft),
        _line("Bcc", _list(draft.bcc, "Bcc")),
        *(_line(name, _words(mime_text.shown(value), name)) for name, value in draft.private.items()),
    ]
    return _joined(["".join(top).encode("ascii"), *_body(draft)])


def _wishes(draft: Draft) -> Iterator[str]:
    if draft.priority in _PRIORITY:
        number, word = _PRIORITY[draft.priority]
        yield from (_line("X-Priority", number), _line("Importance", word))
    if draft.ask_read:  # RFC 8098, 2.1
        yield _line("Disposition-Notification-To", f"<{draft.sender[1]}>")


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of plain bytes are one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, bytes) and isinstance(last, bytes):
            joined[-1] = last + piece
        else:
            joined.append(piece)
    return joined


def sender_lines(sender: tuple[str, str], message_id: str, *, ask_read: bool) -> bytes:
    receipt = _line("Disposition-Notification-To", f"<{sender[1]}>") if ask_read else ""
    return f"{_line('From', _mailbox(*sender))}{_line('Message-ID', _one_id(message_id))}{receipt}".encode("ascii")


def date_line(moment: datetime) -> bytes:
    return _line("Date", email.utils.format_datetime(moment)).encode("ascii")


def message_id_of(address: str, draft_uid: int) -> str:
    """Always the same for one draft of one box."""
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'mailto:{address}#{draft_uid}')}@{address.rpartition('@')[2]}>"


def _line(name: str, value: str) -> str:
    return f"{name}: {value}\r\n" if value else ""


def _list(typed: list[str], name: str) -> str:
    """What is not an address yet is kept as the name of an empty one: a draft forgets nothing."""
    return ",\r\n ".join(text if is_address(text) else f"{_encoded(mime_text.shown(text), name)} <>" for text in typed)


def _mailbox(name: str, address: str) -> str:
    if not is_address(address):
        raise ValueError("not an address")
    phrase = mime_text.shown(name)
    if re.fullmatch(r"[A-Za-z0-9 '-]{0,60}", phrase):
        return f"{phrase} <{address}>".strip()
    return f"{_encoded(phrase, 'From')}\r\n <{address}>"


def _words(text: str, name: str) -> str:
    # What a person types as =?…?= is text: left alone, the reader's program would decode it.
    plain = text.isascii() and "=?" not in text and max(map(len, text.split()), default=0) < 70
    return (
        email.header.Header(text, "us-ascii", header_name=name).encode(linesep="\r\n")
        if plain
        else _encoded(text, name)
    )


def _encoded(text: str, name: str) -> str:
    return email.header.Header(text, "utf-8", header_name=name).encode(linesep="\r\n")


def _one_id(text: str) -> str:
    if not is_message_id(text):
        raise ValueError("not a message id")
    return text


def _ids(text: str) -> str:
    found = _ID.findall(text)
    # RFC 5322, 3.6.4: when it grows too long, the first stays, then the latest.
    kept = found if len(found) <= MAX_REFERENCES else [found[0], *found[1 - MAX_REFERENCES :]]
    return "\r\n ".join(kept)


def _body(draft: Draft) -> list[Piece]:
    words = EmailMessage(policy=_POLICY)
    words.set_content(mime_text.clean_body(draft.text).rstrip("\n") + "\n", charset="utf-8")
    if draft.html:
        words.add_alternative(draft.html, subtype="html", charset="utf-8")
    if draft.calendar:
        words.add_alternative(draft.calendar, subtype="calendar", charset="utf-8", params={"method": "REPLY"})
    if not draft.files:
        return [words.as_bytes()]
    del words["MIME-Version"]
    boundary = f"=_{uuid.uuid4().hex}"
    edge = f"\r\n--{boundary}".encode("ascii")
    top = f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{boundary}"\r\n'.encode("ascii")
    pieces: list[Piece] = [top + edge + b"\r\n" + words.as_bytes()]
    for file in draft.files:
        pieces += [edge + b"\r\n" + _file_head(file), file.content]
    return [*pieces, edge + b"--\r\n"]


def _file_head(file: File) -> bytes:
    head = EmailMessage(policy=_POLICY)
    inner = file.content_type == "message/rfc822" and file.encoding in {"7bit", "8bit"}
    head["Content-Type"] = "message/rfc822" if inner else _type(file.content_type)
    head["Content-Transfer-Encoding"] = file.encoding
    head.add_header("Content-Disposition", "attachment", filename=filename(file.filename))
    return "".join(_POLICY.fold(name, value) for name, value in head.items()).encode("ascii") + b"\r\n"


def _type(declared: str) -> str:
    kind = declared.partition(";")[0].strip().lower()
    return kind if _TYPE.fullmatch(kind) else "application/octet-stream"


def filename(name: str) -> str:
    """The last part of a path, on one line. `=?` would make a reader's program decode what follows."""
    return (
        mime_text.shown(name).replace("=?", "=").replace("\\", "/").rpartition("/")[2].strip(" .")[:200]
        or "piece-jointe"
    )
