"""Reads a received message, whatever it is: caps on depth and number of parts, and never an exception."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32

from medimail.lib import mime_text

MAX_NESTED = 50
MAX_PARTS = 500
MAX_LINES = 1_000_000  # the standard parser makes an object of each: 40 MB of empty lines would take 2 GB
MAX_TEXT = 512 * 1024  # the cleaner's worst case, deep nesting, grows with the square
MAX_PARAMETERS = 4096  # bytes of one Content-… header: its reader copies the rest at each semicolon
WHOLE = 0

_CONTAINER = re.compile(rb"content-type\s*:\s*(?:multipart|message)/", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[^<>\s\x00-\x1f]{1,250}>")
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,80}")


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the message; `number` counts leaves from 1. WHOLE stands for the message as it was received."""

    number: int
    filename: str
    content_type: str
    content_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parsed:
    message_id: str
    subject: str
    senders: list[tuple[str, str]]
    to: list[tuple[str, str]]
    cc: list[tuple[str, str]]
    bcc: list[tuple[str, str]]
    date: datetime | None
    in_reply_to: str
    references: str
    text: str | None
    html: str | None
    attachments: list[Part] = field(default_factory=list)
    images: dict[str, Part] = field(default_factory=dict)
    cut: bool = False  # the text goes on beyond MAX_TEXT: the attachment WHOLE has the rest


@dataclass(slots=True)
class _Body:
    text: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Part] = field(default_factory=list)
    images: dict[str, Part] = field(default_factory=dict)
    cut: bool = False


def parse(raw: bytes, *, typed: bool = False) -> Parsed:
    """`typed` is for our own drafts, where a recipient may be unfinished."""
    message = _parser(raw)
    body = _body(message, raw)
    return Parsed(
        message_id=ids(first(message, "Message-ID"))[:998],
        subject=mime_text.decode(first(message, "Subject")),
        senders=sender(message),
        to=_addresses(message, "To", typed=typed),
        cc=_addresses(message, "Cc", typed=typed),
        bcc=_addresses(message, "Bcc", typed=typed),
        date=mime_text.date_of(first(message, "Date")),
        in_reply_to=ids(first(message, "In-Reply-To")),
        references=ids(first(message, "References")),
        text=_joined(body.text),
        html=_joined(body.html),
        attachments=body.attachments,
        images=body.images,
        cut=body.cut,
    )


class _Bounded(Compat32):
    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_PARAMETERS] if name.lower().startswith("content-") else value


_POLICY = _Bounded()


def headers(raw: bytes) -> Message:
    """The header block alone."""
    return BytesParser(policy=_POLICY).parsebytes(raw[: 4 * mime_text.MAX_HEADER], headersonly=True)


def values(message: Message, name: str) -> list[str]:
    """The headers of that name as they came; the usual way would replace 8-bit letters with question marks."""
    return [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]


def first(message: Message, name: str) -> str:
    return next(iter(values(message, name)), "")


def sender(message: Message) -> list[tuple[str, str]]:
    """Who wrote it: one pair, or an empty list when the message names several or none.

    RFC 5322 allows one From; with two, what was checked and what is shown could differ.
    """
    found = _addresses(message, "From")
    return found if len(values(message, "From")) == 1 and len(found) == 1 else []


def claimed_name(message: Message) -> str:
    """What the one sender says to be called, true or not."""
    return next((name for name, _ in mime_text.addresses(values(message, "From"), honest=False)), "")


def _addresses(message: Message, name: str, *, typed: bool = False) -> list[tuple[str, str]]:
    return mime_text.addresses(values(message, name), typed=typed)


def ids(value: str) -> str:
    return " ".join(_MESSAGE_ID.findall(value[: mime_text.MAX_HEADER]))


def _parser(raw: bytes) -> Message:
    # The standard parser recurses into each level and compares each line with each open boundary.
    if _too_many_lines(raw):
        return headers(raw)
    headers_only = len(_CONTAINER.findall(raw)) > MAX_NESTED
    try:
        return BytesParser(policy=_POLICY).parsebytes(raw, headersonly=headers_only)
    except (ValueError, LookupError, RecursionError, TypeError, AssertionError):
        return headers(raw)


def _too_many_lines(raw: bytes) -> bool:
    return raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") > MAX_LINES


def _body(message: Message, raw: bytes) -> _Body:
    body, leaves = _Body(), _leaves(message)
    too_many = len(leaves) > MAX_PARTS or _too_many_lines(raw)
    for number, leaf in enumerate(leaves[:MAX_PARTS], 1):
        _sort(leaf, number, body)
    if too_many or body.cut or (message.get_content_maintype() == "multipart" and not message.is_multipart()):
        # Nothing is hidden from the reader: what we do not open is handed over as it came.
        body.attachments.append(Part(WHOLE, "message.eml", "message/rfc822", "", raw))
    return body


def _leaves(message: Message) -> list[Message]:
    pending: list[Message] = [message]
    leaves: list[Message] = []
    while pending and len(leaves) <= MAX_PARTS:
        part = pending.pop(0)
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            pending[:0] = [child for child in payload if isinstance(child, Message)]
        else:
            leaves.append(part)
    return leaves


def _sort(leaf: Message, number: int, body: _Body) -> None:
    kind = leaf.get_content_type()
    filename = _filename(leaf)
    content = _content(leaf)
    disposition = _lower(leaf.get("Content-Disposition", "")).partition(";")[0].strip()
    if kind in {"text/plain", "text/html"} and disposition != "attachment" and not filename:
        _add_text(body, body.text if kind == "text/plain" else body.html, leaf, content)
        return
    part = Part(number, filename or _default_name(kind, number), _known(kind), _content_id(leaf), content)
    if part.content_id and kind.startswith("image/") and disposition != "attachment":
        body.images.setdefault(part.content_id, part)
    body.attachments.append(part)


def _add_text(body: _Body, texts: list[str], leaf: Message, content: bytes) -> None:
    full = sum(map(len, texts)) >= MAX_TEXT
    body.cut = body.cut or full or len(content) > MAX_TEXT
    if not full:
        texts.append(mime_text.clean_body(mime_text.decode_bytes(content[:MAX_TEXT], _charset(leaf))))


def _joined(texts: list[str]) -> str | None:
    return "\n".join(text.rstrip("\n") for text in texts) if texts else None


def _content(leaf: Message) -> bytes:
    if leaf.is_multipart():  # message/rfc822: shown as a file, never opened
        inner = leaf.get_payload(0)
        return inner.as_bytes() if isinstance(inner, Message) else b""
    content = leaf.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(leaf: Message) -> str | None:
    try:
        return leaf.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return None


def _filename(leaf: Message) -> str:
    try:
        name = mime_text.decode(leaf.get_filename("") or "")
    except (ValueError, LookupError, TypeError):
        name = ""
    return name.replace("\\", "/").rpartition("/")[2].strip(" .")[:200]


def _default_name(kind: str, number: int) -> str:
    return f"message-{number}.eml" if kind == "message/rfc822" else f"piece-{number}"


def _known(kind: str) -> str:
    return kind if _TYPE.fullmatch(kind) else "application/octet-stream"


def _content_id(leaf: Message) -> str:
    return str(leaf.get("Content-ID", ""))[:250].strip().strip("<>")


def _lower(value: object) -> str:
    return str(value)[:500].lower()
