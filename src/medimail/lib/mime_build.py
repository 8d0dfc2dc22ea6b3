"""Builds the messages we send. Headers are written here: `email` would read what people type as source."""

import email.header
import email.utils
import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from medimail.lib import mime_text

MAX_REFERENCES = 20
_POLICY = SMTP.clone(cte_type="7bit")
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~@:\[\]-]{1,250}>")
_TYPE = re.compile(r"(?!multipart/|message/)[A-Za-z0-9][A-Za-z0-9.+-]{0,60}/[A-Za-z0-9][A-Za-z0-9.+-]{0,80}")


@dataclass(frozen=True, slots=True)
class File:
    filename: str
    content_type: str
    content: bytes


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


@dataclass(frozen=True, slots=True)
class Built:
    stored: bytes
    sent: bytes  # the same without Bcc


def is_address(text: str) -> bool:
    """An address we can send to: ASCII, with a domain name (RFC 5321 lengths)."""
    return len(text) <= 254 and len(text.partition("@")[0]) <= 64 and _ADDRESS.fullmatch(text) is not None


def is_message_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def new_message_id(domain: str) -> str:
    return f"<{uuid.uuid4()}@{domain}>"


def build(draft: Draft) -> Built:
    """Raises ValueError when the sender or the Message-ID is not well formed. Recipients may be unfinished."""
    top = [
        _line("From", _mailbox(*draft.sender)),
        _line("To", _list(draft.to, "To")),
        _line("Cc", _list(draft.cc, "Cc")),
        _line("Subject", _words(mime_text.shown(draft.subject), "Subject")),
        _line("Date", email.utils.format_datetime(draft.date)),
        _line("Message-ID", _one_id(draft.message_id)),
        _line("In-Reply-To", _ids(draft.in_reply_to)[:998]),
        _line("References", _ids(draft.references)),
    ]
    body = _body(draft)
    head = "".join(top).encode("ascii")
    blind = _line("Bcc", _list(draft.bcc, "Bcc")).encode("ascii")
    return Built(stored=head + blind + body, sent=head + body)


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


def _body(draft: Draft) -> bytes:
    message = EmailMessage(policy=_POLICY)
    message.set_content(mime_text.clean_body(draft.text).rstrip("\n") + "\n", charset="utf-8")
    for file in draft.files:
        maintype, _, subtype = _type(file.content_type).partition("/")
        message.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=filename(file.filename))
    return message.as_bytes()


def _type(declared: str) -> str:
    kind = declared.partition(";")[0].strip().lower()
    return kind if _TYPE.fullmatch(kind) else "application/octet-stream"


def filename(name: str) -> str:
    """The last part of a path, on one line. `=?` would make a reader's program decode what follows."""
    return (
        mime_text.shown(name).replace("=?", "=").replace("\\", "/").rpartition("/")[2].strip(" .")[:200]
        or "piece-jointe"
    )
