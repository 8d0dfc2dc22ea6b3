"""The words of a text part out of its bytes: charset, flowed lines, controls."""

import re

from medimail.lib import mime_stream, mime_text
from medimail.lib.mime_tree import Node

MAX_TEXT = 512 * 1024  # the cleaner's worst case, deep nesting, grows with the square
MAX_OCTETS = MAX_TEXT * 3 // 2  # of the same, in base64
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def read(node: Node, raw: bytes) -> tuple[str, bool]:
    """The text, and whether it goes on beyond the limit. `raw`: its first MAX_OCTETS, still encoded."""
    content = mime_stream.whole(raw, node.encoding)
    cut = len(raw) < node.octets or len(content) > MAX_TEXT
    text = mime_text.decode_bytes(content[:MAX_TEXT], _charset(node, content), cut=cut)
    if node.kind == "text/plain" and node.parameters.get("format", "").lower() == "flowed":
        text = unflowed(text, join=node.parameters.get("delsp", "").lower() == "yes")
    return mime_text.clean_body(text).rstrip("\n"), cut


def unflowed(text: str, *, join: bool) -> str:
    """Lines that a program broke only to keep them short, made whole again (RFC 3676)."""
    whole: list[str] = []
    open_line = False
    for line in text.split("\n"):
        piece = line.removesuffix("\r")
        quoted = piece.startswith(">")
        piece = piece if quoted else piece.removeprefix(" ")
        if open_line and not quoted and piece != "-- ":
            whole[-1] += piece
        else:
            whole.append(piece)
        open_line = piece.endswith(" ") and not quoted and piece != "-- "
        if open_line and join:
            whole[-1] = whole[-1][:-1]
    return "\n".join(whole)


def _charset(node: Node, content: bytes) -> str | None:
    declared = node.parameters.get("charset")
    if node.kind == "text/html" and mime_text.codec_of(declared) is None and (meta := _META.search(content[:4096])):
        return meta[1].decode("ascii")
    return declared
