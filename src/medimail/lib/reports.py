"""Hostile reports about a message: delivered, delayed or failed (RFC 3464), displayed or deleted (RFC 8098)."""

import base64
import binascii
import quopri
import re
from dataclasses import dataclass
from email.message import Message
from typing import Literal

from medimail.lib import mime, mime_text

MAX_REPORT = 256 * 1024
"""Read no more of a message: what a report says stands before the message it returns."""
MAX_LINES = 1000  # recipients of one report: as many as one message may have
MAX_PARTS = 10
Said = Literal["delayed", "relayed", "delivered", "failed", "read", "deleted"]

_ACTIONS: dict[str, Said] = {
    "failed": "failed",
    "delayed": "delayed",
    "delivered": "delivered",
    "relayed": "relayed",
    "expanded": "relayed",
}
_DISPOSITIONS: dict[str, Said] = {"displayed": "read", "deleted": "deleted"}
_BOUNDARY = re.compile(r"""boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60})\s*:[ \t]*(.*)")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_ID = re.compile(r"<[^<>\s]{1,253}>")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
# Postfix neuters brackets and quotes in the name a client gives itself: this can only be its own comment.
_PEER = re.compile(r'\(Client CN "([^"]{1,255})", Issuer "[^"]{0,500}" \(verified OK\)\)')


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one recipient. Of addresses that a server rewrote, `recipient` is the one we had written."""

    recipient: str
    said: Said
    code: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who brought the report to us, from the headers our own servers wrote above all others."""

    envelope_sender: str  # empty for a bounce
    own: bool = False  # our Postfix wrote it itself
    peer: str = ""  # the name in the verified certificate of another operator


@dataclass(frozen=True, slots=True)
class Report:
    kind: Literal["delivery", "reading"]
    origin: Origin
    sender: str
    envelope: str  # ENVID
    message_id: str  # of the message it is about
    lines: tuple[Line, ...]


def is_report(content_type: str) -> bool:
    return _simple(content_type).startswith("multipart/report")


def parse(raw: bytes) -> Report | None:
    """None when it says nothing we can use."""
    head = mime.headers(raw)
    content_type = mime.first(head, "Content-Type")
    parts = _parts(raw[:MAX_REPORT], content_type) if is_report(content_type) else []
    for kind, content in parts:
        if kind in {"message/delivery-status", "message/global-delivery-status"}:
            return _delivery(head, _blocks(content), _returned_id(parts))
        if kind in {"message/disposition-notification", "message/global-disposition-notification"}:
            return _reading(head, _blocks(content))
    return None


def origin(head: Message) -> Origin:
    """Dovecot's LMTP writes Return-Path and one Received, Postfix the next one: below stands what strangers wrote."""
    sender = mime.first(head, "Return-Path").strip()[:320].strip("<>").lower()
    received = [" ".join(value.split()) for value in mime.values(head, "Received")[:2]]
    postfix = received[1] if len(received) == 2 and " with LMTP " in received[0] else ""
    peer = _PEER.search(postfix)
    return Origin(sender, own=_made_here(postfix), peer=peer[1] if peer else "")


def _made_here(received: str) -> bool:
    """A message that Postfix itself writes came from nobody: `by host (Postfix) id …`."""
    return re.match(r"by \S+ \(Postfix\) id ", received) is not None


def _delivery(head: Message, blocks: list[dict[str, str]], returned: str) -> Report | None:
    lines = [line for block in blocks[1 : MAX_LINES + 1] if (line := _recipient(block))]
    envelope = _unxtext(blocks[0].get("original-envelope-id", ""))[:100] if blocks else ""
    return Report("delivery", origin(head), _sender(head), envelope, returned, tuple(lines)) if lines else None


def _recipient(block: dict[str, str]) -> Line | None:
    said = _ACTIONS.get(block.get("action", "").partition("(")[0].strip().lower())
    recipient = _address(block.get("original-recipient", "")) or _address(block.get("final-recipient", ""))
    code = _STATUS.search(block.get("status", "")[:100])
    return Line(recipient, said, code[0] if code else "") if said and recipient else None


def _reading(head: Message, blocks: list[dict[str, str]]) -> Report | None:
    fields = blocks[0] if blocks else {}
    disposition = fields.get("disposition", "").lower().partition(";")[2].strip()
    said = _DISPOSITIONS.get(re.split(r"[/,\s]", disposition, maxsplit=1)[0])
    recipient = _address(fields.get("original-recipient", "")) or _address(fields.get("final-recipient", ""))
    about = _ID.search(fields.get("original-message-id", ""))
    if not (said and recipient and about):
        return None
    return Report("reading", origin(head), _sender(head), "", about[0], (Line(recipient, said),))


def _sender(head: Message) -> str:
    found = mime.sender(head)
    return found[0][1].lower() if found else ""


def _parts(raw: bytes, content_type: str) -> list[tuple[str, str]]:
    """Kind and text of each part of the outermost level; what is deeper is of no interest here."""
    found = _BOUNDARY.search(content_type[: mime_text.MAX_HEADER])
    if not found:
        return []
    mark = b"--" + (found[1] or found[2]).encode("latin-1", "replace")
    pieces = re.split(rb"(?:\A|\r?\n)" + re.escape(mark) + rb"(?:--)?[ \t]*(?=\r?\n|\Z)", raw, maxsplit=MAX_PARTS + 1)
    return [_part(piece) for piece in pieces[1 : MAX_PARTS + 1]]


def _part(piece: bytes) -> tuple[str, str]:
    # The boundary keeps its line end: without it, a part without headers would lose its first line.
    head, _, body = piece.lstrip(b"\r").removeprefix(b"\n").replace(b"\r\n", b"\n").partition(b"\n\n")
    fields = _fields(head.decode("latin-1"))
    return _simple(fields.get("content-type", "")), _decoded(body, fields.get("content-transfer-encoding", ""))


def _decoded(body: bytes, encoding: str) -> str:
    kind = encoding.strip().lower()
    try:
        if kind == "base64":
            body = base64.b64decode(body)
        elif kind == "quoted-printable":
            body = quopri.decodestring(body)
    except (binascii.Error, ValueError):
        return ""
    return body.decode("utf-8", "replace").replace("\r\n", "\n")


def _blocks(content: str) -> list[dict[str, str]]:
    found = [_fields(block) for block in content.split("\n\n", MAX_LINES + 2)[: MAX_LINES + 2]]
    return [block for block in found if block]


def _fields(text: str) -> dict[str, str]:
    """The first of each name wins: a second one could contradict it."""
    found: dict[str, str] = {}
    for line in re.sub(r"\n[ \t]+", " ", text[: mime_text.MAX_HEADER]).split("\n")[:200]:
        if field := _FIELD.fullmatch(line):
            found.setdefault(field[1].lower(), field[2].strip()[:2000])
    return found


def _returned_id(parts: list[tuple[str, str]]) -> str:
    """The Message-ID in the headers that came back."""
    for kind, content in parts:
        if kind in {"text/rfc822-headers", "message/rfc822", "message/global-headers", "message/global"}:
            found = _ID.search(_fields(content.partition("\n\n")[0]).get("message-id", ""))
            return found[0] if found else ""
    return ""


def _address(field: str) -> str:
    """`rfc822; someone@example.org`, in lower case; empty for any other kind of address."""
    kind, _, address = field.partition(";")
    text = _unxtext(address.strip()).strip("<>").lower()
    good = kind.strip().lower() in {"rfc822", "utf-8"} and len(text) <= 254 and re.fullmatch(r"[!-~]+@[!-~]+", text)
    return text if good else ""


def _unxtext(text: str) -> str:
    return _XTEXT.sub(lambda found: chr(int(found[1], 16)), text)


def _simple(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()[:100]
